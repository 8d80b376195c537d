/** Suites that open a browser or the product's own windows. They take minutes and run what was built, not `src`. */
const inBrowser = /^test\/(ui|story|electron)\//

/** The runner's own tests run nothing of `src`. */
const own = /^test\/mutants\//

export const isTestFile = (file: string): boolean =>
  /^test\/.*\.test\.tsx?$/.test(file) && !inBrowser.test(file) && !own.test(file)

/** Code that only a browser or Electron runs, so that no test under plain Node could reach it. */
const forBrowsers = /^src\/(renderer|preload|extension|site-sdk\/(browser|sof)|main\/shell\/electron)\//

export const isForBrowsers = (file: string): boolean => forBrowsers.test(file)

const kinds: readonly RegExp[] = [/^test\/unit\//, /^test\/flow\//]
const kindOf = (file: string): number => {
  const place = kinds.findIndex((kind) => kind.test(file))
  return place < 0 ? kinds.length : place
}

const words = (file: string): readonly string[] =>
  file
    .replace(/(\.test)?\.tsx?$/, '')
    .split(/[/-]/)
    .slice(1)

/** How many words of their folders and names two files have in common: `src/ra/store/x.ts` and `test/flow/ra-store/y.test.ts`. */
const nearness = (test: string, file: string): number => {
  const there = new Set(words(test))
  return words(file).filter((word) => there.has(word)).length
}

type Near = { readonly file: string; readonly steps: number }

/** The tests that find a mutant soonest come first: those that import its file, unit tests, those of its folder. */
export const inOrder = <T extends Near>(tests: readonly T[], file: string): readonly T[] =>
  [...tests].sort(
    (one, other) =>
      Number(one.steps > 1) - Number(other.steps > 1) ||
      kindOf(one.file) - kindOf(other.file) ||
      nearness(other.file, file) - nearness(one.file, file) ||
      one.steps - other.steps ||
      one.file.localeCompare(other.file),
  )

/** Cuts a list into parts that grow: most mutants are found by the first tests. */
export const inParts = <T>(list: readonly T[]): readonly (readonly T[])[] => {
  const parts: (readonly T[])[] = []
  for (let [from, size] = [0, 1]; from < list.length; from += size, size = Math.min(size * 2, 30))
    parts.push(list.slice(from, from + size))
  return parts
}
