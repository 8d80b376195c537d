// A page in the manner of those that were written for the client of 江苏智慧 CA: one method after another over HTTP.
import { at, judged, newNonce, show } from './site.js'

const port = new URLSearchParams(window.location.search).get('port') ?? 9630

const call = async (method, param = {}) => {
  const answer = await fetch(`http://localhost:${port}/onecertx?`, {
    method: 'POST',
    body: JSON.stringify({ method, param }),
  })
  const { ErrorCode, ErrorMsg, Result } = await answer.json()
  if (ErrorCode !== 0) throw new Error(ErrorMsg)
  return typeof Result === 'string' && Result.startsWith('{') ? JSON.parse(Result) : Result
}

at('log-in').addEventListener('click', async () => {
  show('signed-in', '', true)
  try {
    const { nonce } = await newNonce()
    const { ThumbprintSHA1, Subject } = await call('SOF_GetCertInfo', { keyUsage: 32, cryptoInterface: 1 })
    show('state', Subject, true)
    const { signData } = await call('SOF_Pkcs7Silent', {
      ...{ data: nonce, finger: ThumbprintSHA1, cert: '', alg: 'SM3' },
      ...{ pwd: '00000000', detach: 0, cryptoInterface: 1 },
    })
    await judged('signed-in', '/api/message', { message: signData })
  } catch (failure) {
    show('signed-in', failure.message, false)
  }
})
