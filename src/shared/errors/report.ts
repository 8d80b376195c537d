import { z } from 'zod'
import { zhCn } from './catalogue.ts'
import type { ErrorCode, ErrorReport } from './codes.ts'
import type { ErrorText } from './entry.ts'
import { figuresOf } from './figures.ts'

export type { ErrorReport } from './codes.ts'

const codes = Object.keys(zhCn) as [ErrorCode, ...ErrorCode[]]

const arrived = z.object({
  code: z.enum(codes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** Replaces each missing figure with a dash, so that later code need not check whether it is there. */
const completed = ({ code, params }: z.infer<typeof arrived>): ErrorReport => {
  const { title, happened, lost, next }: ErrorText = zhCn[code]
  const needed = figuresOf([title, happened, lost, next].join(''))
  const dashes = Object.fromEntries(needed.map((name) => [name, '–']))
  return { code, params: { ...dashes, ...params } } as ErrorReport
}

/** An error as it crosses a border. Incoming reports may be incomplete; the type makes outgoing ones complete. */
export const errorReport = z.readonly(arrived.transform(completed)) as unknown as z.ZodType<
  ErrorReport,
  ErrorReport
>
