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

/** A figure that did not come is a dash from here on, so that nobody below has to ask whether it is there. */
const completed = ({ code, params }: z.infer<typeof arrived>): ErrorReport => {
  const { title, happened, lost, next }: ErrorText = zhCn[code]
  const needed = figuresOf([title, happened, lost, next].join(''))
  const dashes = Object.fromEntries(needed.map((name) => [name, '–']))
  return { code, params: { ...dashes, ...params } } as ErrorReport
}

/** An error as it crosses a border. What comes in is not trusted to be complete; what goes out is, by its type. */
export const errorReport = z.readonly(arrived.transform(completed)) as unknown as z.ZodType<
  ErrorReport,
  ErrorReport
>
