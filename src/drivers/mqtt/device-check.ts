/** What an MQTT device's entry must say, checked before anything is opened. */
import { ConfigError, type ConfigProblem } from '../../core/error.ts';
import type { Device } from '../../devices/device.ts';
import { placeholderFault, placeholdersOf } from '../../devices/topic.ts';

/** Throws a `ConfigError` with everything that is wrong. */
export function checkDevices(devices: readonly Device[]): void {
  const problems = devices.flatMap(findProblems);
  if (problems.length > 0) throw new ConfigError(problems);
}

function findProblems({ id, profile, placeholders }: Device): ConfigProblem[] {
  const problem = (key: string, message: string): ConfigProblem => ({
    place: { file: 'devices.yaml', line: 1, column: 1 },
    path: `devices.${id}.${key}`,
    message,
  });
  if (profile.protocol !== 'mqtt') {
    return [
      problem(
        'profile',
        `${profile.profile} speaks ${profile.protocol}; "on" names an MQTT broker.`,
      ),
    ];
  }
  return placeholdersOf(profile).flatMap((name) => {
    const value = placeholders[name];
    const fault = value === undefined ? 'missing' : placeholderFault(value);
    return fault === undefined
      ? []
      : [problem(name, `${fault}. It stands for <${name}> in the topics of ${profile.profile}.`)];
  });
}
