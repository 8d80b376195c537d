import type { Reason, ReasonCode } from '../../../src/shared/documents/reasons.ts'
import type { FileVerdict, SignatureVerdict } from '../../../src/shared/documents/verdict.ts'
import { company, dayAway, longCompany } from '../../world.ts'

const because = (code: ReasonCode, details: readonly string[] = []): Reason => ({ code, details })

export const fingerprint = '3FA1C07D5E48B6A1029CFE4A1F003290C7D5E17B20C4E19A3D5F689D2EAB5C41'

const signature = (change: Partial<SignatureVerdict> = {}): SignatureVerdict => ({
  id: 's001',
  form: 'seal',
  outcome: 'valid',
  integrity: 'intact',
  coverage: { state: 'whole' },
  signer: {
    state: 'named',
    certificate: {
      subject: `C=CN, O=${longCompany}, CN=${longCompany}`,
      issuer: 'C=CN, O=国家知识产权局商标局, CN=国家知识产权局商标局 SM2 CA',
      serial: '3F2A91C07D5E48B6A1029CFE',
      validFrom: dayAway(-152),
      validTo: dayAway(213),
      fingerprint,
    },
  },
  seal: {
    state: 'sealed',
    name: longCompany,
    number: 'veZBuJEHXd34UeM2mV44JA',
    standard: 'GB/T 38540-2020',
    maker: '某某电子印章平台',
    validFrom: dayAway(-152),
    validTo: dayAway(213),
  },
  chain: { state: 'trusted', names: [longCompany, '国家知识产权局商标局 SM2 CA', 'ROOTCA'] },
  time: { state: 'stamped', at: '2026-11-18T02:20:00.000Z', authority: '国家授时中心时间戳服务' },
  addedAfter: { state: 'nothing' },
  reasons: [because('revocation-not-checked')],
  ...change,
})

const message = (change: Partial<SignatureVerdict> = {}): SignatureVerdict =>
  signature({
    form: 'gm-cms',
    seal: { state: 'none' },
    time: { state: 'claimed', at: '2026-11-18T02:20:00.000Z' },
    reasons: [because('time-claimed'), because('revocation-not-checked')],
    ...change,
  })

const verdict = (change: Partial<FileVerdict>): FileVerdict => ({
  kind: 'ofd',
  outcome: 'valid',
  signatures: [],
  reasons: [],
  ...change,
})

/** A file of each outcome, as the engine judges them. */
export const verdicts = {
  valid: verdict({ signatures: [signature()] }),
  several: verdict({
    kind: 'pdf',
    outcome: 'undecided',
    signatures: [
      signature({ reasons: [because('signed-after'), because('revocation-not-checked')] }),
      message({
        id: 's002',
        outcome: 'undecided',
        form: 'cms',
        signer: {
          state: 'named',
          certificate: {
            subject: `C=CN, O=${company}, CN=${company}`,
            issuer: 'C=CN, CN=某某企业内部 CA',
            serial: '0A11',
            validFrom: dayAway(-400),
            validTo: dayAway(30),
            fingerprint,
          },
        },
        chain: { state: 'untrusted', names: [company, '某某企业内部 CA'] },
        coverage: { state: 'part', open: ['/Annots（第 3 页）', '附件 报价单.xlsx'] },
        addedAfter: { state: 'visible', what: ['第 2 页的批注'] },
        reasons: [
          because('unknown-root', ['某某企业内部 CA']),
          because('annotated-after', ['第 2 页']),
          because('time-claimed'),
          because('revocation-not-checked'),
        ],
      }),
    ],
  }),
  undecided: verdict({
    outcome: 'undecided',
    signatures: [
      message({
        outcome: 'undecided',
        chain: { state: 'untrusted', names: [company] },
        reasons: [because('unknown-root'), because('time-claimed'), because('revocation-not-checked')],
      }),
    ],
    kind: 'cms',
  }),
  missing: verdict({
    kind: 'cms',
    outcome: 'undecided',
    signatures: [
      message({
        outcome: 'undecided',
        integrity: 'unknown',
        coverage: { state: 'unknown' },
        addedAfter: { state: 'unknown' },
        chain: { state: 'not-checked' },
        signer: { state: 'unknown' },
        time: { state: 'none' },
        reasons: [because('content-missing'), because('no-signer-certificate'), because('no-time')],
      }),
    ],
  }),
  invalid: verdict({
    outcome: 'invalid',
    signatures: [
      signature({
        outcome: 'invalid',
        integrity: 'altered',
        addedAfter: { state: 'harmless', what: ['文件属性'] },
        reasons: [
          because('digest-differs', ['Doc_0/Pages/Page_0/Content.xml']),
          because('seal-expired'),
          because('properties-after'),
        ],
      }),
    ],
    reasons: [because('bytes-after-end'), because('names-by-case', ['Doc_0/Res/a.PNG', 'Doc_0/Res/A.png'])],
  }),
  unsigned: verdict({ kind: 'pdf', outcome: 'unsigned' }),
  unreadable: verdict({ kind: null, outcome: 'unreadable', reasons: [because('not-a-document')] }),
} as const satisfies Readonly<Record<string, FileVerdict>>
