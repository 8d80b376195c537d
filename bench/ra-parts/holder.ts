import { Agent, request } from 'node:http'
import {
  csrToSign,
  finishCsr,
  fromBase64,
  generateSm2KeyPair,
  parseCertificate,
  prepareSm2Signer,
  type Sm2Signer,
  sm2SignDigest,
  toBase64,
} from '../../src/pki/index.ts'
import {
  confirmationMessage,
  type RaCollected,
  type RaRequest,
} from '../../src/shared/ra-contract/request.ts'

/** What a client prepares before the clock starts: its key and its signed request. */
export type Prepared = { readonly csr: string; readonly signer: Sm2Signer }

/** A holder over one kept connection without any library between, so that only the authority is measured. */
export class BenchHolder {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #url: URL
  token = ''

  constructor(url: string) {
    this.#url = new URL(url)
  }

  async login(userName: string, applicantName: string): Promise<void> {
    const { captchaId } = await this.call<{ captchaId: string }>('POST', '/captchas', {})
    const form = { userName, applicantName, captchaId, captchaAnswer: 'BENCH' }
    this.token = (await this.call<{ token: string }>('POST', '/sessions/by-name', form)).token
  }

  async subject(): Promise<Uint8Array> {
    const { request: opened } = await this.#open()
    await this.call('POST', `/requests/${opened.id}/abandon`, {})
    return fromBase64(opened.subject.der)
  }

  #open() {
    return this.call<{ request: RaRequest }>('POST', '/requests', {
      business: 'issue',
      idempotencyKey: crypto.randomUUID(),
      token: { kind: 'soft', vendor: 'bench', serial: 'BENCH-1' },
    })
  }

  /** One whole issuance: open, submit, collect, confirm. */
  async issue({ csr, signer }: Prepared): Promise<RaCollected> {
    const { request: opened } = await this.#open()
    await this.call('POST', `/requests/${opened.id}/csr`, { csr })
    const { collected } = await this.call<{ collected: RaCollected }>(
      'POST',
      `/requests/${opened.id}/collect`,
      {},
    )
    const { serialHex } = parseCertificate(collected.signatureCertificate)
    const message = confirmationMessage(opened.id, serialHex)
    const signature = toBase64(signer.sign(message))
    const { request: active } = await this.call<{ request: RaRequest }>(
      'POST',
      `/requests/${opened.id}/confirm`,
      { signature },
    )
    if (active.state !== 'active') throw new Error(`the issuance ended as ${active.state}`)
    return collected
  }

  /** The answers are trusted to follow the contract; nothing checks them. */
  call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent: this.#agent, hostname, port, path: `/ra/v1${path}`, method, headers },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk) => chunks.push(chunk))
          answer.on('end', () => {
            const read = Buffer.concat(chunks).toString()
            if (answer.statusCode === 200) resolve(JSON.parse(read))
            else reject(new Error(`${method} ${path}: ${answer.statusCode} ${read}`))
          })
        },
      )
      sent.on('error', reject)
      sent.end(text)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

export function prepare(subject: Uint8Array): Prepared {
  const pair = generateSm2KeyPair()
  const { tbs, digest } = csrToSign({ subject, publicKey: pair.publicKey })
  return {
    csr: toBase64(finishCsr(tbs, sm2SignDigest(pair.privateKey, digest))),
    signer: prepareSm2Signer(pair.privateKey),
  }
}
