/** The roles of the plan in words (`emergency-plan.md`, `practice.md` P-44). */
import type { Role } from '../core/duty/people.ts';
import type { Text } from './contract.ts';

export const ROLE_NAMES: Record<Role, Text> = {
  'duty-engineer': { zh: '工程部值班员', en: 'Duty engineer' },
  'shift-foreman': { zh: '当班领班', en: 'Shift foreman' },
  'engineering-manager': { zh: '工程部经理', en: 'Engineering manager' },
  security: { zh: '保安员', en: 'Security' },
  'security-foreman': { zh: '保安领班', en: 'Security foreman' },
  'security-manager': { zh: '保安部经理', en: 'Security manager' },
  'property-service': { zh: '物业客服', en: 'Property service' },
  'duty-manager': { zh: '值班经理', en: 'Duty manager' },
  'duty-leader': { zh: '值班领导', en: 'Duty leader' },
  'general-manager': { zh: '总经理', en: 'General manager' },
  dispatcher: { zh: '总调度', en: 'Dispatcher' },
  electrician: { zh: '电工', en: 'Electrician' },
  guardian: { zh: '监护人', en: 'Guardian' },
  'lift-safety-officer': { zh: '电梯安全管理员', en: 'Lift safety officer' },
  'fire-control': { zh: '消防控制室值班员', en: 'Fire-control operator' },
  contractor: { zh: '维保单位', en: 'Contractor' },
};
