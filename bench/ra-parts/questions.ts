import { Agent, request } from 'node:http'
import { der } from '../../src/pki/der/index.ts'
import { buildOcspRequest, parseCertificate, randomBytes } from '../../src/pki/index.ts'
import { certIdOf, encodeCertId } from '../../src/pki/x509/ocsp-id.ts'
import { clients } from './filling.ts'

const QUESTIONS = 4000

/** OCSP answers a second, to as many callers as elsewhere; `body` makes each question. */
async function rate(url: string, body: () => Uint8Array): Promise<number> {
  const agents = Array.from({ length: clients }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const bodies = Array.from({ length: QUESTIONS }, body)
  let next = 0
  const caller = async (agent: Agent) => {
    for (let question = bodies[next++]; question !== undefined; question = bodies[next++])
      await ask(`${url}/ocsp`, agent, question)
  }
  const start = performance.now()
  await Promise.all(agents.map(caller))
  const elapsed = performance.now() - start
  for (const agent of agents) agent.destroy()
  return (QUESTIONS * 1000) / elapsed
}

function ask(url: string, agent: Agent, body: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/ocsp-request', 'content-length': body.length }
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error('no answer'))))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Every question has a nonce, so each answer is signed; and then the same question without one, again and again. */
export async function answersASecond(
  url: string,
  [certificate, issuer]: readonly [string, string],
): Promise<{ readonly signed: number; readonly again: number }> {
  const [subject, authority] = [parseCertificate(certificate), parseCertificate(issuer)]
  const withNonce = () => buildOcspRequest(subject, authority, randomBytes(16))
  const id = der.sequence(encodeCertId(certIdOf(subject, authority)))
  const same = der.sequence(der.sequence(der.sequence(id)))
  await rate(url, withNonce) // warms the machine code up
  return { signed: await rate(url, withNonce), again: await rate(url, () => same) }
}
