/**
 * Words that the product does not use, and what to write in their place. One thing has one word,
 * in files, code and console alike. A line with `原文` quotes somebody else's text and is left alone.
 */
import type { Finding } from './finding.ts';
import { matchesAny } from './import-table.ts';

export interface TextFile {
  path: string;
  text: string;
}

interface WordLaw {
  pattern: RegExp;
  remedy: string;
  /** Globs of the files it is about; absent: all. */
  in?: readonly string[];
  /** Globs of files that it is not about. */
  except?: readonly string[];
}

const QUOTED = '原文';
const TESTS = ['tests/**'];

const CHINESE: readonly WordLaw[] = [
  { pattern: /告警/, remedy: 'write 报警 (alarm) or 险情 (hazard)' },
  // A door interlock of a lift or an electrical one is hardware and keeps its name.
  { pattern: /(?<![门气械锁])联锁|守护/, remedy: 'write 安全条件未满足 (guard holds)' },
  { pattern: /陈旧/, remedy: 'write 数据中断 (silent data)' },
  { pattern: /屏蔽(?![线层电])/, remedy: 'write 搁置 (shelve) or 设计抑制 (suppressed by design)' },
  { pattern: /盲(?![板道人])/, remedy: 'write 无法判断 (blind)' },
  { pattern: /集水坑/, remedy: 'write 集水井 (sump)' },
  { pattern: /布防/, remedy: 'write 声音已启用 (sound is on)' },
  { pattern: /总闸/, remedy: 'write 进线总开关 (main breaker)' },
  { pattern: /\d:\d\d ?前/, remedy: 'write an age with its units: 2 分 05 秒前' },
].map((law) => ({ ...law, except: TESTS }));

const MARKERS: readonly WordLaw[] = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, remedy: 'do it, or open an issue' },
  { pattern: /\/work\/|\/home\/|\/Users\//, remedy: 'name no place of one machine' },
];

const SKIPPED_TESTS: WordLaw = {
  pattern: /\b(test|it|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf|fails)\b/,
  remedy: 'every test runs, on every machine',
  in: TESTS,
};

/** One place knows where the server's routes are. */
const CONSOLE_URLS: WordLaw = {
  pattern: /\/api\/v1/,
  remedy: 'ask through src/console/data',
  in: ['src/console/**'],
  except: ['src/console/data/**', 'src/console/vite.config.ts'],
};

const LAWS: readonly WordLaw[] = [...CHINESE, ...MARKERS, SKIPPED_TESTS, CONSOLE_URLS];

export function findForbiddenWords(files: readonly TextFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const laws = LAWS.filter((law) => isAbout(law, path));
    return text.split('\n').flatMap((line, index) => {
      if (line.includes(QUOTED)) return [];
      return laws.flatMap(({ pattern, remedy }) => {
        const word = pattern.exec(line)?.[0];
        return word ? [{ place: `${path}:${index + 1}`, found: `says "${word}"`, remedy }] : [];
      });
    });
  });
}

function isAbout({ in: within, except }: WordLaw, path: string): boolean {
  return (!within || matchesAny(path, within)) && !(except && matchesAny(path, except));
}
