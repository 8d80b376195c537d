import type { CertificateDetails, CertificateView, Snapshot } from '../../../src/shared/models/index.ts'

const viewsIn = (snapshot: Snapshot): readonly CertificateView[] =>
  snapshot.tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) => [signing, encryption].flatMap((view) => (view ? [view] : []))),
  )

const pem = `-----BEGIN CERTIFICATE-----
MIICxDCCAmmgAwIBAgIMPyqRwH1eSLahApz+MAoGCCqBHM9VAYN1MFQxCzAJBgNV
BAYTAkNOMRgwFgYDVQQKDA/mvJTnpLrmnLrmnoQxKzApBgNVBAMMIua8lOekuuac
uuaehCBTTTIg562+5Y+RIENBMB4XDTI2MDYyMTAwMDAwMFoXDTI3MDYyMDE1NTk1
-----END CERTIFICATE-----`

/** A certificate as the service tells it, field by field. */
export const detailsOf = (snapshot: Snapshot, certificateId: string): CertificateDetails | null => {
  const view = viewsIn(snapshot).find(({ id }) => id === certificateId)
  if (!view) return null
  return {
    view,
    fields: [
      { name: '使用者', value: view.holder, group: 'first' },
      { name: '颁发者', value: view.issuer, group: 'first' },
      { name: '有效期自', value: '2026-06-21 00:00:00', group: 'first' },
      { name: '有效期至', value: '2027-06-20 23:59:59', group: 'first' },
      { name: '密钥类型', value: view.keyType, group: 'first' },
      { name: '用途', value: view.use === 'encryption' ? '加密' : '签名', group: 'first' },
      { name: '单位', value: view.holder, group: 'identity' },
      { name: '所在地', value: '内蒙古自治区 呼伦贝尔市', group: 'identity' },
      { name: '统一社会信用代码', value: '91330100799655058B', group: 'identity' },
      { name: '证书序列号', value: '3F2A 91C0 7D5E 48B6 A102 9CFE', group: 'technical' },
      { name: '版本', value: '3', group: 'technical' },
      { name: '签名算法', value: 'SM2 with SM3', group: 'technical' },
      { name: '密钥用法', value: '数字签名、抗抵赖', group: 'technical' },
      {
        name: '扩展用法',
        value: '客户端身份验证（1.3.6.1.5.5.7.3.2）、安全电子邮件（1.3.6.1.5.5.7.3.4）',
        group: 'technical',
      },
      {
        name: '使用者密钥标识',
        value: 'A10C 7752 9B4F E031 8D66 2ABC 9017 EFD4 3358 6C01',
        group: 'technical',
      },
      { name: '在线查询地址', value: 'http://127.0.0.1:8080/ocsp', group: 'technical' },
      {
        name: 'SM3 指纹',
        value: '66C7 F0F4 62EE EDD9 D1F2 D46B DC10 E4E2 4167 C487 5CF2 F7A2 297D A02B 8F4B A8E0',
        group: 'technical',
      },
      {
        name: '公钥',
        value:
          '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
        group: 'raw',
      },
    ],
    chain: [
      { name: view.holder, state: 'valid' },
      { name: view.issuer, state: 'valid' },
      { name: view.issuerId === 'demo' ? '演示机构根 CA' : '国家根 CA', state: 'trusted' },
    ],
    revocation: { state: 'not-checked', source: 'none', at: null, reason: null },
    pem,
  }
}
