import { X509Certificate } from 'node:crypto'
import type { openssl } from './openssl.ts'

/** A TLS key and a self-signed certificate for 127.0.0.1. The certificate is also in `tls.pem`. */
export function tlsFiles(ssl: ReturnType<typeof openssl>): { readonly key: string; readonly cert: string } {
  const files = ['-keyout', ssl.path('tls.key'), '-out', ssl.path('tls.pem')]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  ssl.run('req', '-x509', ...curve, '-nodes', ...files, ...names)
  const cert = ssl.get('tls.pem').toString()
  if (new X509Certificate(cert).checkIP('127.0.0.1') === undefined) throw new Error('no address in it')
  return { key: ssl.get('tls.key').toString(), cert }
}
