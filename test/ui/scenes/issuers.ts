import type { SignedIn } from '../../../src/shared/models/index.ts'
import {
  company,
  dayAway,
  demo,
  pair,
  rarePerson,
  signedIn,
  snapshotWith,
  trademark,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'

const colleague: SignedIn = { ...signedIn, userName: 'wangfang', applicantName: rarePerson, kind: 'person' }

/** One Ukey with certificates of two issuers. New business starts at the second one. */
const both = ukey({
  pairs: [
    pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 12, issuerId: demo.id }),
    pair('valid', { id: 'c2', tokenId: 'ukey-1', days: 300, issuerId: trademark.id }),
  ],
})
const strange = ukey({
  pairs: [pair('expiring', { id: 'c3', tokenId: 'ukey-1', days: 12, issuerId: null })],
})

export const issuerScenes: readonly Scene[] = [
  {
    name: 'renewal',
    hash: '#/renewal/c1-s',
    state: snapshotWith({
      tokens: [both],
      accounts: [{ issuerId: demo.id, account: { ...signedIn, applicantName: company } }],
    }),
    act: async (page) => page.getByText(demo.name).or(page.getByText(demo.nameEn)).first().waitFor(),
  },
  {
    name: 'renewal-login',
    hash: '#/renewal/c1-s',
    state: snapshotWith({ account: signedIn, tokens: [both] }),
    act: async (page) => page.getByLabel(/^用户名$|^User name$/).waitFor(),
  },
  {
    name: 'renewal-unknown',
    hash: '#/renewal/c3-s',
    state: snapshotWith({ account: signedIn, tokens: [strange] }),
    act: async (page) => page.getByText(/不认识这张证书的发证机构|is not known/).waitFor(),
  },
  {
    name: 'renewal-away',
    hash: '#/renewal/away-1',
    state: snapshotWith({
      accounts: [{ issuerId: demo.id, account: signedIn }],
      reminders: [
        {
          id: 'away-1',
          tokenId: 'ukey-9',
          tokenName: '财务 Ukey',
          tokenKind: 'ukey',
          holder: company,
          issuerId: demo.id,
          notAfter: dayAway(5),
          daysLeft: 5,
          present: false,
          certificateId: null,
          weekOffered: false,
        },
      ],
    }),
  },
  {
    name: 'certificate-unknown-issuer',
    hash: '#/certificate/c3-s',
    state: snapshotWith({ tokens: [strange] }),
    act: async (page) => page.getByText(/不认识这张证书的发证机构|is not known/).waitFor(),
  },
  {
    name: 'certificate-issuer',
    hash: '#/certificate/c2-s',
    state: snapshotWith({ issuer: demo, tokens: [both] }),
    act: async (page) => page.getByText('010-12345678').first().waitFor(),
  },
  { name: 'login-other-issuer', hash: '#/login/demo', state: snapshotWith({ account: signedIn }) },
  {
    name: 'issue-other-account',
    hash: '#/issue',
    state: snapshotWith({
      accounts: [
        { issuerId: trademark.id, account: signedIn },
        { issuerId: trademark.id, account: colleague },
      ],
    }),
    act: async (page) => {
      await page.getByRole('button', { name: /^换一个账号$|^Change account$|account/i }).click()
      await page.getByRole('button', { name: new RegExp(rarePerson) }).waitFor()
    },
  },
  {
    name: 'settings-user-several',
    hash: '#/settings/user',
    state: snapshotWith({
      accounts: [
        { issuerId: demo.id, account: { ...signedIn, applicantName: company } },
        { issuerId: trademark.id, account: signedIn },
        { issuerId: trademark.id, account: colleague },
      ],
    }),
  },
  {
    name: 'replacement-other-issuer',
    hash: '#/replacement/demo',
    state: snapshotWith({
      accounts: [{ issuerId: demo.id, account: signedIn }],
      tokens: [ukey({ pairs: [] })],
    }),
  },
]
