import { toBase64 } from '../base64.ts'
import { iso } from '../clock.ts'
import { version } from '../version.ts'
import { api } from './call.ts'

export const infoApi = api.info.handler(({ context: { services } }) => ({
  name: services.name,
  version,
  serverTime: iso(services.clock()),
  demo: services.demo,
  chain: [toBase64(services.ca.issuing.der), toBase64(services.ca.root.der)],
  crlUrl: services.addresses.crl,
  ocspUrl: services.addresses.ocsp,
  operatorUrl: services.operatorUrl,
  offers: [...services.profile.offers],
}))
