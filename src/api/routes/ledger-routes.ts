/** How long incidents took, over a period. */
import { periodOf } from '../period.ts';
import { defineRoute } from '../route.ts';
import { periodQuery } from '../schemas/basics.ts';
import { ledgerFigures } from '../schemas/incident.ts';
import { ledgerOver } from '../views/incident-ledger.ts';
import { viewOf } from '../views/realm-view.ts';

const USUAL_MS = 90 * 86_400_000;

export const LEDGER_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/ledger',
    place: 'realm',
    summary: 'Percentiles of each stage of the incidents of a period; without one, of 90 days.',
    access: 'viewer',
    query: periodQuery,
    answer: ledgerFigures,
    handle: ({ realm, query }) => ledgerOver(viewOf(realm), periodOf(realm, query, USUAL_MS)),
  }),
];
