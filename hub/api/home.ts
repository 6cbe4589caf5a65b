import type { Api } from './parts.ts';

const PAGE = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>好差评 · hub</title>
<style>
body { font: 18px/1.7 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1.5rem; color: #1d2733 }
h1 { font-size: 1.6rem } a { color: #0b5cad } li { margin: .3rem 0 } p[lang=en] { color: #51606f }
</style>
<h1>好差评</h1>
<p>政务服务大厅评价系统的汇聚端：接收各评价终端的评价，先落库、后回执。</p>
<p lang="en">The hub of the rating terminals of government-service halls: every rating is stored first and receipted then.</p>
<ul>
<li><a href="/docs">接口说明 · API</a></li>
<li><a href="/health/ready">运行状态 · Health</a></li>
<li><a href="/metrics">运行指标 · Metrics</a></li>
</ul>
</html>
`;

export function homeRoutes(api: Api): void {
  api.route({
    method: 'GET',
    url: '/',
    config: { access: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE),
  });
}
