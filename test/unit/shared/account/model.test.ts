import { expect, it } from 'vitest'
import { accountKind, signedInAccount } from '../../../../src/shared/account/model.ts'

it('an account that an older version wrote down is complete, has no telephone and acts for itself', () => {
  const written = {
    ...{ state: 'signed-in', userName: 'wang', applicantName: '王芳', kind: accountKind.options[0] },
    ...{ identity: null, since: '2026-01-01T00:00:00Z', expiresAt: '2026-01-02T00:00:00Z' },
  }
  expect(signedInAccount.parse(written)).toMatchObject({ complete: true, phone: null, handler: null })
})
