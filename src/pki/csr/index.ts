export {
  type Csr,
  type CsrAttribute,
  type CsrInfo,
  type CsrToSign,
  csrToSign,
  finishCsr,
  parseCsr,
  verifyCsr,
} from './request.ts'
export { type CsrResponse, encodeCsrResponse, parseCsrResponse } from './response.ts'
