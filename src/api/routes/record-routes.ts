/** What is written into an incident: steps worked, fields corrected, photos. */
import { PHOTO_LIMIT } from '../attachments.ts';
import { command } from '../command.ts';
import { checkPlanned, findIncident, showIncident } from '../incident-answer.ts';
import { erasePersonal, fieldsOf, type Stored, storePersonal } from '../personal-fields.ts';
import { notFound } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import { attachmentInfo, incidentDetail } from '../schemas/incident.ts';
import { correctRequest, stepRequest } from '../schemas/incident-requests.ts';
import { everAnswered, isReference, recordsOf } from '../views/incident-record.ts';

export const RECORD_ROUTES = [
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/steps/:step',
    place: 'realm',
    summary: 'Works a step: done, skip, approve, reject, or answer (saves and leaves it open).',
    access: 'operator',
    body: stepRequest,
    answer: incidentDetail,
    handle: workStep,
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/correct',
    place: 'realm',
    summary: 'Corrects a field; what stood there stays on record.',
    access: 'operator',
    body: correctRequest,
    answer: incidentDetail,
    async handle(call) {
      const incident = call.part('incident');
      const { value, ...body } = call.body;
      checkPlanned(call, incident, [body.field]);
      await withPersonal(call, { [body.field]: value }, (stored) => {
        const reference = stored[body.field]!;
        return command(call, { do: 'correct-field', incident, value: reference, ...body });
      });
      return showIncident(call, incident);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/attachments',
    place: 'realm',
    summary: 'Stores a photo (the body is the file); answer a photo field with its id.',
    access: 'operator',
    uploadLimit: PHOTO_LIMIT,
    answer: attachmentInfo,
    status: 201,
    handle({ api, realm, part, body }: Call) {
      findIncident(realm, part('incident'));
      return api.attachments.store(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:incident/attachments/:attachment',
    place: 'realm',
    summary: 'A photo that a field of this incident names.',
    access: 'viewer',
    sends: ['image/*'],
    handle: sendAttachment,
  }),
];

type StepCall = Call<undefined, (typeof stepRequest)['_output']>;

async function workStep(call: StepCall) {
  const { realm } = call;
  const incident = call.part('incident');
  const step = call.part('step');
  const { onBehalfOf, via, fields = {}, ...body } = call.body;
  checkPlanned(call, incident, Object.keys(fields));
  const held = () => {
    const { playbookVersion } = findIncident(realm, incident);
    const playbook = realm.engine.compiled.incidents.versions.get(playbookVersion);
    return playbook?.steps.find((found) => found.step === step)?.held;
  };
  await withPersonal(call, fields, (stored) =>
    command(
      call,
      { do: 'step', incident, step, ...body, fields: stored },
      { onBehalfOf, via, held },
    ),
  );
  return showIncident(call, incident);
}

async function withPersonal(
  call: Call<undefined, unknown>,
  given: Parameters<typeof storePersonal>[2],
  work: (stored: Stored) => Promise<unknown>,
): Promise<void> {
  const definitions = fieldsOf(call.realm, call.part('incident'));
  const stored = storePersonal(call.ports, definitions, given);
  try {
    await work(stored);
  } catch (error) {
    erasePersonal(call.ports, stored);
    throw error;
  }
}

/** Only what a field of the incident names, and a personal one only to those who may see it. */
function sendAttachment({ api, ports, realm, who, part, response }: Call): Promise<void> {
  const incident = findIncident(realm, part('incident'));
  const id = part('attachment');
  const isNamed = recordsOf(incident)
    .flatMap((record) => Object.values(record).flatMap(everAnswered))
    .some((value) => {
      if (!isReference(value)) return Array.isArray(value) && value.includes(id);
      const found = who.personalData ? ports.vault.get(value.personal) : undefined;
      return Array.isArray(found) && found.includes(id);
    });
  const found = isNamed ? api.attachments.find(id) : undefined;
  if (found === undefined) throw notFound(`attachment ${id} in ${incident.id}`);
  response.type(found.type);
  return new Promise((resolve, reject) => {
    // The name is a hash of the content: what a browser keeps never gets old.
    const options = {
      root: found.folder,
      headers: { 'Cache-Control': 'private, max-age=31536000, immutable' },
    };
    response.sendFile(id, options, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
