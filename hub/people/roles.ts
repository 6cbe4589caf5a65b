import { z } from 'zod';
import type { Role } from '../store/port.ts';

/** What an account may do. One person may have several; nobody has all by being administrator. */
export const ROLES = {
  administrator: '系统管理员: terminals, directory, business systems, accounts, keys',
  operator: '运行人员: watches terminals, ratings and figures',
  handler: '工单承办人: deals with work orders and follows up with raters',
  reviewer: '复核人: reviews what handlers report',
  appealDecider: '申诉裁定人: decides appeals against ratings',
  privacyOfficer: '个人信息保护负责人: reveals identities, redacts free text',
  auditor: '审计员: reads the access log',
} as const satisfies Record<Role, string>;

export const RoleSchema = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);

/** One or more, each once, in the order above. */
export const RolesSchema = z
  .array(RoleSchema)
  .min(1)
  .transform((roles) => (Object.keys(ROLES) as Role[]).filter((role) => roles.includes(role)));
