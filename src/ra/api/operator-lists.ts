import type { Page, Search } from '../records.ts'
import type { Services } from '../services.ts'
import { type Call, requireOperator } from './call.ts'

const PAGE = 50

type SearchInput = { readonly text?: string | undefined; readonly after?: string | undefined }

export function search(input: SearchInput): Search {
  return { text: (input.text ?? '').trim(), after: input.after ?? null, limit: PAGE }
}

export async function asOperator<T>(call: Call, work: (services: Services) => Promise<T>): Promise<T> {
  await requireOperator(call)
  return work(call.services)
}

export async function withNames<T extends { readonly accountId: string }, U>(
  call: Call,
  page: Page<T>,
  view: (row: T) => Promise<U>,
): Promise<(U & { readonly accountName: string })[]> {
  return Promise.all(
    page.rows.map(async (row) => {
      const account = await call.services.store.account(row.accountId)
      return { ...(await view(row)), accountName: account?.applicantName ?? '' }
    }),
  )
}
