import type { AccountAtIssuer } from './model.ts'

type Accounts = { readonly accounts: readonly AccountAtIssuer[] }

/** Numbers and names of the persons logged in, as far as they are shown. Others know them too, so no PIN is one. */
export const knownNumbersOf = ({ accounts }: Accounts): readonly string[] =>
  accounts.flatMap(({ account }) =>
    account.state === 'signed-in'
      ? [account.userName, account.identity, account.phone].filter((one) => one !== null)
      : [account.userName, ...account.channels.map(({ masked }) => masked)],
  )
