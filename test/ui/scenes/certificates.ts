import {
  certificate,
  demo,
  longCompany,
  pair,
  rarePerson,
  signedIn,
  snapshotWith,
  soft,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'

const tokens = [
  ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })] }),
  soft({ pairs: [pair('not-yet-valid', { id: 'c2', tokenId: 'soft-1', days: 370, holder: rarePerson })] }),
]

const troubled = [
  ukey({
    pairs: [
      pair('incomplete', { id: 'c1', tokenId: 'ukey-1', days: 300 }, { encryption: null }),
      pair('revoked', { id: 'c4', tokenId: 'ukey-1', days: 120 }),
    ],
  }),
  ukey({
    id: 'ukey-2',
    serial: '0087A1B2',
    vendor: '',
    model: '',
    pairs: [
      pair('mismatched', { id: 'c5', tokenId: 'ukey-2', days: 50 }, { usable: false }),
      pair('clock-wrong', { id: 'c6', tokenId: 'ukey-2', days: 80 }),
      pair(
        'valid',
        { id: 'c7', tokenId: 'ukey-2', days: 800, years: 5 },
        {
          usable: false,
          encryption: null,
          signing: certificate({
            id: 'c7',
            tokenId: 'ukey-2',
            days: 800,
            years: 5,
            use: 'both',
            keyType: 'RSA 2048',
            holder: 'Beispiel GmbH & Co. KG',
          }),
        },
      ),
    ],
  }),
]

export const certificateScenes: readonly Scene[] = [
  { name: 'certificates', hash: '#/certificates', state: snapshotWith({ account: signedIn, tokens }) },
  { name: 'certificates-troubled', hash: '#/certificates', state: snapshotWith({ tokens: troubled }) },
  {
    name: 'certificates-kept',
    hash: '#/certificates',
    state: snapshotWith({
      tokens: [
        ukey({
          pairs: [
            pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 360, holder: longCompany }),
            pair(
              'kept',
              { id: 'c8', tokenId: 'ukey-1', days: 20, holder: longCompany },
              { signing: null, usable: false },
            ),
          ],
        }),
      ],
    }),
  },
  {
    name: 'certificate-signing',
    hash: '#/certificate/c1-s',
    state: snapshotWith({ account: signedIn, tokens }),
    act: async (page) => page.getByText('91330100799655058B').waitFor(),
  },
  {
    name: 'certificate-encryption-checked',
    hash: '#/certificate/c2-e',
    state: snapshotWith({
      issuer: demo,
      tokens: [
        soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, demonstration: true })] }),
      ],
    }),
    act: async (page) => {
      await page.getByRole('button', { name: /^检查吊销状态$|^Check revocation$/ }).click()
      await page.getByText(/OCSP/).waitFor()
      await page.locator('summary').last().click()
      await page.locator('summary').last().scrollIntoViewIfNeeded()
    },
  },
  { name: 'certificate-gone', hash: '#/certificate/c9', state: snapshotWith({ tokens }) },
]
