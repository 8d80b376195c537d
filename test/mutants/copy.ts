import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What tests need beside the files under version control. */
const built: readonly string[] = ['out', 'build/ukey', 'build/hosts', 'tools/node/node_modules']

export type Copy = {
  /** The top of the copy of the project. */
  readonly top: string
  /** For what the tests write. */
  readonly temporary: string
  /** Its files, without what was built. */
  readonly files: readonly string[]
  read(file: string): string
  /** Writes another text in the place of a file, and gives back what undoes it. */
  replace(file: string, text: string): () => void
  remove(): void
}

/** Every file of the project that is not ignored, with what was changed and not committed yet. */
const filesOf = (top: string): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: top,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
    .split('\0')
    .filter((file) => file !== '')

const copyFile = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
}

/**
 * A copy of the project to break. The project itself is never changed, so a run that is killed leaves no mutant behind.
 * It lies in the system's folder for temporary files, where other users may read it: tests act as other users, too.
 */
export const makeCopy = (project: string): Copy => {
  const place = mkdtempSync(join(tmpdir(), 'mu-'))
  const top = join(place, 'p')
  const temporary = join(place, 't')
  mkdirSync(top)
  mkdirSync(temporary)
  chmodSync(place, 0o755)
  chmodSync(temporary, 0o1777)
  const files = filesOf(project)
  for (const file of [...files, ...built]) {
    try {
      copyFile(join(project, file), join(top, file))
    } catch (error) {
      // A file that was removed and not committed, or a part that this machine has not built.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  symlinkSync(join(project, 'node_modules'), join(top, 'node_modules'))
  return {
    top,
    temporary,
    files,
    read: (file) => readFileSync(join(top, file), 'utf8'),
    replace: (file, text) => {
      const path = join(top, file)
      const before = readFileSync(path)
      writeFileSync(path, text)
      return () => writeFileSync(path, before)
    },
    remove: () => rmSync(place, { recursive: true, force: true, maxRetries: 3 }),
  }
}
