import type { FindingKind, FindingParams } from '../../shared/diagnosis/finding-kinds.ts'
import type { Finding, RepairKind, StepId } from '../../shared/diagnosis/model.ts'
import type { ErrorReport, Place } from '../../shared/models/index.ts'
import { visibleLines } from '../../shared/visible.ts'
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

const rest = ({ level = 'problem', words = null, repair, on = '', place }: More) => ({
  level,
  systemWords: words === null ? null : longest(visibleLines(words), 1_000),
  repair: repair ?? null,
  repairOn: on,
  place: place ?? null,
})

const shown = (value: string | number): string | number =>
  typeof value === 'string' ? longest(value, 1_000) : value

/** A finding with the figures that its sentences need. */
export const found = <Kind extends FindingKind>(
  kind: Kind,
  params: FindingParams<Kind>,
  more: More = {},
): Finding => {
  const figures = Object.entries<string | number>(params).map(([name, value]) => [name, shown(value)])
  const said = { by: 'step', kind, params: Object.fromEntries(figures) } as const
  return { key: longest(`${kind} ${more.about ?? more.on ?? ''}`, 600), said, ...rest(more) }
}

/** A finding that the catalogue of errors has words for. */
export const reported = (report: ErrorReport, more: More = {}): Finding => ({
  key: longest(`${report.code} ${more.about ?? more.on ?? ''}`, 600),
  said: { by: 'catalogue', report },
  ...rest(more),
})
