/** What homes and shops are told. A step issues a notice; here it is seen and carried on. */
import { command } from '../command.ts';
import { findIncident } from '../incident-answer.ts';
import { noticePrint } from '../notice-print.ts';
import { forbidden, notFound } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import * as schema from '../schemas/work.ts';
import { noticeInfo, noticeInfos, vulnerableInfos } from '../views/notices.ts';
import { viewOf } from '../views/realm-view.ts';

/** The page brings its own style and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export const NOTICE_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/notices',
    place: 'realm',
    summary: 'What homes and shops were told, the newest first, and who knows of it.',
    access: 'viewer',
    query: schema.aboutIncidentQuery,
    answer: schema.noticeInfos,
    handle: ({ realm, query }) => noticeInfos(viewOf(realm), query.incident),
  }),
  defineRoute({
    method: 'post',
    path: '/notices/:notice/told',
    place: 'realm',
    summary: 'Somebody telephoned them, rang at the door, or posted it where they pass.',
    access: 'operator',
    body: schema.tellRequest,
    answer: schema.noticeInfo,
    async handle(call) {
      const notice = call.part('notice');
      await command(call, { do: 'tell-units', notice, ...call.body });
      return noticeInfo(viewOf(call.realm), find(call, notice));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/notices/:notice/print',
    place: 'realm',
    summary: 'The notice as a page to be posted at the entrances.',
    access: 'viewer',
    query: schema.printQuery,
    sends: ['text/html'],
    handle: ({ realm, query, response, ...call }) => {
      const view = viewOf(realm);
      const notice = find({ realm }, call.part('notice'));
      const { language = view.compiled.settings.site.site.language } = query;
      response.setHeader('Content-Security-Policy', POLICY);
      response.type('html').send(noticePrint(view, noticeInfo(view, notice), language));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/vulnerable',
    place: 'realm',
    summary: 'Who lives alone or depends on a device there; that it was looked at is journalled.',
    access: 'operator',
    answer: schema.vulnerableInfos,
    async handle(call) {
      if (!call.who.personalData) throw forbidden('it takes the right to personal data');
      const incident = call.part('incident');
      await command(call, { do: 'open-vulnerable', incident });
      return vulnerableInfos(viewOf(call.realm), findIncident(call.realm, incident));
    },
  }),
];

function find({ realm }: Pick<Call, 'realm'>, id: string) {
  const { notices } = realm.engine.state.notices;
  const notice = Object.hasOwn(notices, id) ? notices[id] : undefined;
  if (notice === undefined) throw notFound(`notice ${id}`);
  return notice;
}
