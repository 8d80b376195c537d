import { describe, expect, it } from 'vitest'
import { networkProblem } from '../../../../src/main/authority/network-problem.ts'

const failed = (code: string) => Object.assign(new Error(code), { code })
const address = {
  address: '10.0.0.2',
  netmask: '',
  mac: '',
  internal: false,
  cidr: null,
  family: 'IPv4' as const,
}
const connected = () => ({ eth0: [address], lo: [{ ...address, internal: true }] })
const alone = () => ({ lo: [{ ...address, internal: true }] })

describe('the words for a failed connection', () => {
  it.each([
    ['ENOTFOUND', 'network-name'],
    ['EAI_AGAIN', 'network-name'],
    ['ENETUNREACH', 'network-none'],
    ['ECONNREFUSED', 'network-refused'],
    ['ECONNRESET', 'network-refused'],
    ['EACCES', 'network-refused'],
    ['ETIMEDOUT', 'network-timeout'],
    ['CERT_HAS_EXPIRED', 'network-tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network-tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network-tls'],
    ['EPROTO', 'network-tls'],
    ['HPE_INVALID_CONSTANT', 'authority-answer-unreadable'],
  ])('%s is %s', (code, expected) => {
    expect(networkProblem(failed(code), false, connected).code).toBe(expected)
  })

  it('a name that cannot be found on a machine without a network is no network', () => {
    expect(networkProblem(failed('EAI_AGAIN'), false, alone).code).toBe('network-none')
  })

  it('looks into an error that bundles the tries over IPv4 and IPv6', () => {
    const both = new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')])
    expect(networkProblem(both, false, connected).code).toBe('network-refused')
  })

  it('behind a proxy the proxy is to blame, unless TLS was refused', () => {
    expect(networkProblem(failed('ECONNREFUSED'), true, connected).code).toBe('network-proxy')
    expect(networkProblem(failed('CERT_HAS_EXPIRED'), true, connected).code).toBe('network-tls')
  })

  it('does not call a fault of the program a network problem', () => {
    expect(networkProblem(new TypeError('x is not a function'), false, connected).code).toBe('unexpected')
  })
})
