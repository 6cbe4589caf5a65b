/**
 * zod tries whether it may make code from text, which the page's policy forbids: to be refused,
 * with all that a browser notes of it, costs a slow device a fifth of a second. Said to its common
 * settings, before it is loaded.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
