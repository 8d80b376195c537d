// A page in the manner of those that were written for the client of 广东网证通: JSON over one WebSocket with TLS.
import { at, judged, newNonce, show } from './site.js'

const asked = new URLSearchParams(window.location.search).get('port')
const ports = asked === null ? [10443, 20443, 30443] : [asked]
const selector = { UIFlag: 'default', InValidity: true, Type: 'signature', Method: 'device', Value: 'any' }
const cert = {
  encode: '',
  type: JSON.stringify(selector),
  condition: "InValidity='True' && CertType='Signature'",
}
let last = 0

const opened = (port) =>
  new Promise((resolve) => {
    const socket = new WebSocket(`wss://127.0.0.1:${port}`, 'crypto-jsonrpc-protocol')
    socket.onopen = () => resolve(socket)
    socket.onerror = () => resolve(null)
  })

const connect = async () => {
  for (const port of ports) {
    const socket = await opened(port)
    if (socket !== null) return socket
  }
  throw new Error('数字证书服务连接失败')
}

const ask = (socket, name, param) =>
  new Promise((resolve, reject) => {
    last += 1
    socket.onmessage = ({ data }) => {
      const { responseResult, responseEntity } = JSON.parse(data)
      if (responseResult.status === 0) resolve(responseEntity)
      else reject(new Error(responseResult.msg))
    }
    const requestQuery = { function: name, param }
    const requestOrigin = '45B45638-A006-4cf1-A298-816B376D867E'
    socket.send(JSON.stringify({ requestVersion: 1, requestOrigin, requestId: last, requestQuery }))
  })

const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

at('log-in').addEventListener('click', async () => {
  show('signed-in', '', true)
  try {
    const { nonce } = await newNonce()
    const socket = await connect()
    await ask(socket, 'GetClientVersionInfo', {})
    const { insertCount } = await ask(socket, 'IsInsertKey', { cert: { encode: '' }, sn: '', type: null })
    if (insertCount === 0) throw new Error('未找到证书介质')
    const { signValue, certObject } = await ask(socket, 'SignedDataSign', {
      ...{ cert, data: { text: inBase64(nonce) }, useSubjectKeyId: false, useQ7: false },
      ...{ detached: null, tsaURL: '', includeCertOption: 2 },
    })
    show('state', certObject.subjectCN, true)
    await judged('signed-in', '/api/message', { message: signValue })
    socket.close()
  } catch (failure) {
    show('signed-in', failure.message, false)
  }
})
