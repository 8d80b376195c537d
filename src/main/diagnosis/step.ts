import type { FindingKind, FindingParams } from '../../shared/diagnosis/finding-kinds.ts'
import type { Finding, RepairKind, StepId } from '../../shared/diagnosis/model.ts'
import type { ErrorReport, Place } from '../../shared/models/index.ts'
import { visible, visibleLines } from '../../shared/visible.ts'
import type { World } from './world.ts'

/** One step of 系统检测. How to add one: CONTRIBUTING.md. */
export type Step = {
  readonly id: StepId
  /** Whether there is something to check here; always if it is left out. */
  readonly when?: (world: World) => boolean
  /** Steps whose results it looks at. */
  readonly after?: readonly StepId[]
  /** After this it is put aside, and that is a finding. */
  readonly milliseconds?: number
  /** The kinds that it may find. Any other one is a contradiction. */
  readonly finds: readonly FindingKind[]
  readonly check: (world: World, signal: AbortSignal) => readonly Finding[] | Promise<readonly Finding[]>
}

type More = {
  readonly level?: Finding['level']
  /** Tells it apart from others of its kind. */
  readonly about?: string
  readonly words?: string | null
  readonly repair?: RepairKind
  readonly on?: string
  readonly place?: Place
}

const longest = (text: string, most: number): string => [...text].slice(0, most).join('')

/** Letters outside the basic plane count twice where a finding crosses to a window. */
const keyOf = (kind: string, { about, on }: More): string => longest(`${kind} ${about ?? on ?? ''}`, 300)

/** A repair needs the whole name; one that is too long to be told is left to the person. */
const longestName = 1_000

const rest = ({ level = 'problem', words = null, repair, on = '', place }: More) => ({
  level,
  systemWords: words === null ? null : longest(visibleLines(words), 1_000),
  repair: repair === undefined || on.length > longestName ? null : repair,
  repairOn: on.length > longestName ? '' : on,
  place: place ?? null,
})

/** Names of programs, files and certificates come from strangers, and a report may be read in a terminal. */
const shown = (value: string | number): string | number =>
  typeof value === 'string' ? longest(visible(longest(value, 1_000)), 1_000) : value

/** A finding with the figures that its sentences need. */
export const found = <Kind extends FindingKind>(
  kind: Kind,
  params: FindingParams<Kind>,
  more: More = {},
): Finding => {
  const figures = Object.entries<string | number>(params).map(([name, value]) => [name, shown(value)])
  const said = { by: 'step', kind, params: Object.fromEntries(figures) } as const
  return { key: keyOf(kind, more), said, ...rest(more) }
}

/** A finding that the catalogue of errors has words for. */
export const reported = (report: ErrorReport, more: More = {}): Finding => ({
  key: keyOf(report.code, more),
  said: { by: 'catalogue', report },
  ...rest(more),
})
