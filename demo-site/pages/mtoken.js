// A page in the manner of those that were written for Longmai's client: synchronous requests whose body is `json=` and
// plain JSON, one device after another.
import { at, judged, newNonce, show } from './site.js'

const asked = new URLSearchParams(window.location.search)
const secure = asked.has('tls')
const address = `${secure ? 'https' : 'http'}://127.0.0.1:${asked.get('port') ?? (secure ? 51245 : 51235)}/alpha`
const [sm3, signing] = [1, 1]
let deviceName = ''

const call = (name, fields = {}) => {
  const request = new XMLHttpRequest()
  request.open('POST', address, false)
  request.setRequestHeader('Content-type', 'application/x-www-form-urlencoded')
  request.send(`json=${JSON.stringify({ function: name, ...fields })}`)
  return request.status === 200 ? JSON.parse(request.responseText) : { rtn: -3 }
}

const listed = (value, between) =>
  (Array.isArray(value) ? value : String(value ?? '').split(between)).filter(Boolean)

const list = () => {
  call('SOF_LoadLibrary', { winDllName: 'mtoken_gm3000.dll', linuxSOName: 'libgm3000.1.0.so' })
  deviceName = listed(call('SOF_EnumDevice').array, '||')[0] ?? ''
  call('SOF_GetDeviceInstance', { deviceName, applicationName: '' })
  const users = listed(call('SOF_GetUserList', { deviceName }).array, '&&&').map((one) => one.split('||'))
  at('users').replaceChildren(...users.map(([name, container]) => new Option(name, container)))
  show('state', users.length > 0 ? '请选择证书并登录' : '没有证书', users.length > 0)
}

const fail = (what) => show('signed-in', `${what}：${call('SOF_GetLastError').rtn}`, false)

at('login').addEventListener('submit', async (event) => {
  event.preventDefault()
  show('signed-in', '', true)
  const where = { deviceName, containerName: at('users').value, keySpec: signing }
  const { nonce } = await newNonce()
  if (call('SOF_Login', { deviceName, passWd: at('pin').value }).rtn !== 0) return fail('没有登录')
  call('SOF_SetDigestMethod', { deviceName, digestMethod: sm3 })
  const { signed } = call('SOF_SignDataEx', {
    ...where,
    inData: btoa(nonce),
    inDataLen: nonce.length,
    mode: 0,
  })
  if (!signed) return fail('没有签名')
  await judged('signed-in', '/api/bare', {
    certificate: call('SOF_ExportUserCert', where).cert,
    signature: signed,
  })
})

try {
  list()
} catch {
  show('state', '没有找到客户端，请安装并启动它', false)
}
