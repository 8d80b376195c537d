// A page in the manner of those that were written for another client: it speaks that client's protocol with a script
// of its own. `?old`: positional fields alone, no token, booleans as text. `?http`: synchronous requests.
import { at, judged, newNonce, show } from './site.js'

const asked = new URLSearchParams(window.location.search)
const how = ['old', 'http'].find((name) => asked.has(name)) ?? 'new'
const secure = asked.has('tls')
const host = `127.0.0.1:${asked.get('port') ?? (secure ? 21061 : 21051)}`
const clsid = '{3F367B74-92D9-4C5E-AB93-234F8A91D5E6}'
let socket = null
let count = 0
let token
const waiting = new Map()

const wrapped = (func, args) => {
  count += 1
  const message = {
    ...{ call_cmd_id: `i_${count}`, xtx_func_name: func, URL: window.location.href },
    ...Object.fromEntries(args.map((value, i) => [`param_${i + 1}`, value])),
  }
  if (how === 'old') return { ...message, cookie: document.cookie }
  return { ...message, CLSID: clsid, func, param: args, ...(token === undefined ? {} : { token }) }
}

const overSocket = (func, args) =>
  new Promise((resolve) => {
    const message = wrapped(func, args)
    waiting.set(message.call_cmd_id, resolve)
    socket.send(JSON.stringify(message))
  })

const overHttp = (func, args) => {
  const request = new XMLHttpRequest()
  request.open('POST', `${secure ? 'https' : 'http'}://${host}/synctl`, false)
  request.setRequestHeader('Content-type', 'application/json')
  request.send(JSON.stringify({ url: window.location.href, clsid, func, param: args, token }))
  return request.status === 200 ? JSON.parse(request.responseText) : {}
}

const call = async (func, ...args) => {
  const answer = how === 'http' ? overHttp(func, args) : await overSocket(func, args)
  if (answer.token !== undefined) token = answer.token
  // Old scripts read one field and know no boolean.
  return how === 'old' || how === 'http' ? answer.retVal : (answer.retValue ?? answer.retVal)
}

const isTrue = (value) => (how === 'old' ? value === 'true' : value === true || value === 'true')

const list = async () => {
  const users = String((await call('SOF_GetUserList')) ?? '')
  const choices = users
    .split('&&&')
    .filter((entry) => entry.includes('||'))
    .map((entry) => entry.split('||'))
  at('users').replaceChildren(...choices.map(([name, id]) => new Option(name, id)))
  const [first] = choices
  if (first === undefined) return show('state', '没有证书', false)
  const certificate = await call('SOF_ExportUserCert', first[1])
  at('until').textContent = `有效期至 ${await call('SOF_GetCertInfo', certificate, 12)}`
  show('state', '请选择证书并登录', true)
}

const open = () =>
  new Promise((resolve) => {
    socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${host}/xtxapp/`)
    socket.onopen = () => resolve(true)
    socket.onerror = () => resolve(false)
    socket.onmessage = ({ data }) => {
      const answer = JSON.parse(data)
      if (String(answer.call_cmd_id).toLowerCase() === 'onusbkeychange') {
        show('changes', '证书有变化', true)
        return list()
      }
      waiting.get(answer.call_cmd_id)?.(answer)
      waiting.delete(answer.call_cmd_id)
    }
  })

const fail = async () =>
  show('signed-in', `${await call('SOF_GetLastErrMsg')}（${await call('SOF_GetLastError')}）`, false)

at('login').addEventListener('submit', async (event) => {
  event.preventDefault()
  show('signed-in', '', true)
  const id = at('users').value
  const { nonce, server } = await newNonce()
  if (!isTrue(await call('SOF_Login', id, at('pin').value))) return fail()
  if (!isTrue(await call('SOF_VerifySignedData', server.certificate, nonce, server.signature)))
    return show('signed-in', '服务器的签名不对', false)
  const signature = await call('SOF_SignData', id, nonce)
  if (!signature) return fail()
  const certificate = await call('SOF_ExportUserCert', id)
  await judged('signed-in', '/api/bare', { certificate, signature })
})

if (how === 'http' || (await open())) await list()
else show('state', '没有找到客户端，请安装并启动它', false)
