import { createHash } from 'node:crypto'
import { z } from 'zod'
import { linesAnswer, linesAsked } from './messages.ts'
import { stateFile } from './state-file.ts'

type Line = z.infer<typeof linesAnswer>['lines'][number]
type Told = z.infer<typeof linesAsked>['told'][number]

const state = z.record(z.string(), linesAnswer.shape.lines.element)

/**
 * The bank of a demonstration. Nobody transfers anything to it, so it writes a line for every transfer that a person
 * tells of, if its day is possible. The same transfer has one line, however often it is told.
 */
export function bank(file: string) {
  const books = stateFile<Readonly<Record<string, Line>>>(file, (value) => state.parse(value), {})
  return {
    aside: books.aside,
    reportAgain: null,
    answer: async (path: string, body: unknown): Promise<object | null> => {
      if (path !== '/lines') return null
      const { told, from, until } = linesAsked.parse(body)
      const possible = told.filter(({ paidOn }) => {
        const at = Date.parse(`${paidOn}T00:00:00Z`)
        return at >= from && at <= until
      })
      const lines = possible.map(lineOf)
      const known = books.read()
      const fresh = lines.filter(({ reference }) => known[reference] === undefined)
      if (fresh.length > 0) {
        books.write({ ...known, ...Object.fromEntries(fresh.map((line) => [line.reference, line])) })
      }
      return { lines }
    },
  }
}

function lineOf(told: Told): Line {
  const { payerName, amountFen, paidOn, note } = told
  const payerAccount = told.payerAccount.replaceAll(' ', '')
  const digest = createHash('sha256').update(JSON.stringify([payerAccount, payerName, amountFen, paidOn]))
  return {
    payerAccount,
    payerName,
    amountFen,
    paidOn,
    note,
    reference: `T${digest.digest('hex').slice(0, 24)}`,
  }
}
