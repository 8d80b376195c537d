import { connect, getCACertificates } from 'node:tls'

/** Who issued the certificate with which a server answers, if this computer does not trust it. */
export type ForeignAnswer = { readonly issuer: string; readonly subject: string }

/**
 * Shakes hands once, says nothing, and looks at the certificate. null if it is trusted or nobody answers: what else may
 * be wrong is found by the connection proper.
 */
export const foreignAnswer = (url: URL, milliseconds: number): Promise<ForeignAnswer | null> =>
  new Promise((resolve) => {
    const ca = [...getCACertificates('default'), ...getCACertificates('system')]
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = Number(url.port || 443)
    const name = /^[\d.:]+$/.test(host) ? {} : { servername: host }
    const socket = connect({ host, port, ca, rejectUnauthorized: false, ...name })
    const end = (answer: ForeignAnswer | null) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(milliseconds, () => end(null))
    socket.once('error', () => end(null))
    socket.once('secureConnect', () => {
      if (socket.authorized) return end(null)
      const { issuer, subject } = socket.getPeerCertificate()
      const nameOf = (one: typeof issuer | undefined) => String(one?.CN ?? one?.O ?? '–')
      end({ issuer: nameOf(issuer), subject: nameOf(subject) })
    })
  })
