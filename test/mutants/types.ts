import { join } from 'node:path'
import { API, type Diagnostic, NodeBuilderFlags, type Project } from 'typescript/unstable/sync'

/**
 * Rules of tidiness: something is not used any more, or never reached. Nobody would call such a mutant impossible, and
 * Node runs it.
 */
const tidiness: readonly number[] = [6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027]

export type Types = {
  /** The first complaint of the compiler about the project with this text in the place of the file's own, or null. */
  complaint(file: string, text: string): string | null
  close(): void
}

/** The types of everything that a file exports, written out. */
const shapeOf = ({ program, checker }: Project, path: string): string => {
  const file = program.getSourceFile(path)
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) return ''
  const exported = checker.getExportsOfModule(module)
  return checker
    .getTypeOfSymbol(exported)
    .map((type, place) => {
      const words =
        type === undefined ? '' : checker.typeToString(type, undefined, NodeBuilderFlags.NoTruncation)
      return `${exported[place]?.name}: ${words}`
    })
    .join('\n')
}

/**
 * One compiler for the whole run: it reads the project once, and each mutant costs the files that it changes. The
 * mutated text never lies on the disk.
 */
export const openTypes = (top: string): Types => {
  let replaced: { readonly path: string; readonly text: string } | null = null
  const api = new API({
    cwd: top,
    fs: { readFile: (path) => (path === replaced?.path ? replaced.text : undefined) },
  })
  const configuration = join(top, 'tsconfig.json')
  const first = api.updateSnapshot({ openProjects: [configuration] })
  first.dispose()
  const inProject = <T>(path: string, work: (project: Project) => T): T => {
    const snapshot = api.updateSnapshot({ fileChanges: { changed: [path] } })
    try {
      const project = snapshot.getProject(configuration)
      if (project === undefined) throw new Error(`${configuration} is not a project`)
      return work(project)
    } finally {
      snapshot.dispose()
    }
  }
  const shapes = new Map<string, string>()
  const shapeBefore = (path: string): string => {
    const shape = shapes.get(path) ?? inProject(path, (project) => shapeOf(project, path))
    shapes.set(path, shape)
    return shape
  }
  const complaintIn = (project: Project, path: string, before: string): Diagnostic | undefined => {
    const serious = (file?: string) =>
      project.program.getSemanticDiagnostics(file).find(({ code }) => !tidiness.includes(code))
    const own = project.program.getSyntacticDiagnostics(path)[0] ?? serious(path)
    // The other files see only what the file exports. To ask about all of them takes as long as a whole compilation.
    return own ?? (shapeOf(project, path) === before ? undefined : serious())
  }
  return {
    complaint: (file, text) => {
      const path = join(top, file)
      const before = shapeBefore(path)
      replaced = { path, text }
      try {
        const found = inProject(path, (project) => complaintIn(project, path, before))
        return found === undefined ? null : `TS${found.code} ${found.text}`
      } finally {
        replaced = null
        inProject(path, () => undefined)
      }
    },
    close: () => api.close(),
  }
}
