import { beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../../../src/ra/records.ts'
import { raLimits } from '../../../../src/shared/ra-contract/limits.ts'
import type { Place } from '../place.ts'
import { day, fresh, newAccount, now, refusal } from '../world.ts'

const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n'
export const pdf = new TextEncoder().encode(
  `${body}trailer\n<<>>\nstartxref\n${body.indexOf('xref')}\n%%EOF\n`,
)

export function uploadCases(place: () => Place): void {
  describe('an upload', () => {
    let account: Account
    beforeEach(async () => {
      account = await newAccount(place().store)
    })
    const upload = (content: Uint8Array = pdf, at = now) =>
      place().store.addUpload({ id: fresh('upload'), accountId: account.id, name: '申请表.pdf', content, at })

    it('is stored as it came', async () => {
      const { id } = await upload()
      expect(await place().other.upload(id)).toEqual({ name: '申请表.pdf', content: pdf })
    })

    it('is unknown if it never came', async () => {
      expect(await place().store.upload(fresh('upload'))).toBeNull()
    })

    it('must be a PDF', async () => {
      const picture = new TextEncoder().encode('\u0089PNG')
      expect((await refusal(upload(picture))).code).toBe('upload-not-pdf')
    })

    it('must not be too large', async () => {
      const large = new Uint8Array(raLimits.pdf + 1)
      expect(await refusal(upload(large))).toEqual({
        code: 'upload-too-large',
        params: { limit: raLimits.pdf },
      })
    })

    it.each([
      [20, null],
      [21, 'upload-too-many-pages'],
    ] as const)('may have %i pages: %s', async (pages, code) => {
      const tree = `%PDF-1.7\n1 0 obj <</Type /Pages /Count ${pages} /Kids []>> endobj\nxref\n`
      const end = `trailer <<>>\nstartxref\n${tree.indexOf('xref')}\n%%EOF\n`
      const asked = upload(new TextEncoder().encode(tree + end))
      if (code === null) expect((await asked).accountId).toBe(account.id)
      else expect(await refusal(asked)).toEqual({ code, params: { pages, limit: 20 } })
    })

    it('is limited to thirty a day', async () => {
      for (let i = 0; i < 30; i++) await upload()
      expect(await refusal(upload())).toEqual({ code: 'too-many-requests', params: { seconds: 86_400 } })
      expect((await upload(pdf, now + day + 1)).accountId).toBe(account.id)
    })
  })
}
