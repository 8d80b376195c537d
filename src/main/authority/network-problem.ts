import { networkInterfaces } from 'node:os'
import { AssistantError, type PlainErrorCode } from '../../shared/errors/index.ts'

const byCode: Readonly<Record<string, PlainErrorCode>> = {
  ENOTFOUND: 'network-name',
  EAI_AGAIN: 'network-name',
  EAI_NODATA: 'network-name',
  ENETUNREACH: 'network-none',
  ENETDOWN: 'network-none',
  EHOSTUNREACH: 'network-refused',
  ECONNREFUSED: 'network-refused',
  ECONNRESET: 'network-refused',
  ECONNABORTED: 'network-refused',
  EPIPE: 'network-refused',
  ETIMEDOUT: 'network-timeout',
}

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|EPROTO|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|HOSTNAME_MISMATCH)/
const answerCode = /^HPE_/

/** The system's code of an error, also if several attempts (IPv4, IPv6) are bundled in one error. */
export const systemCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if (error instanceof AggregateError && error.errors.length > 0) return systemCode(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

type Interfaces = typeof networkInterfaces

const onlyLoopback = (interfaces: Interfaces): boolean =>
  Object.values(interfaces()).every((addresses) => addresses?.every(({ internal }) => internal) ?? true)

const kindOf = (error: unknown): PlainErrorCode => {
  const code = systemCode(error)
  if (code === '') return 'unexpected'
  if (tlsCode.test(code)) return 'network-tls'
  if (answerCode.test(code)) return 'authority-answer-unreadable'
  return byCode[code] ?? 'network-refused'
}

/** The catalogue entry for a connection that failed. If there is a proxy, the proxy did not answer. */
export const networkProblem = (
  error: unknown,
  proxied: boolean,
  interfaces: Interfaces = networkInterfaces,
): AssistantError => {
  if (error instanceof AssistantError) return error
  const kind = kindOf(error)
  if (proxied && kind.startsWith('network-') && kind !== 'network-tls')
    return new AssistantError('network-proxy', {}, error)
  const none = kind === 'network-name' && onlyLoopback(interfaces)
  return new AssistantError(none ? 'network-none' : kind, {}, error)
}
