import type { Tools } from './in-page.ts'

export type Ports = Readonly<Record<'own' | 'xtxapp' | 'mtoken' | 'jszh', number>>

export type Case = {
  readonly name: string
  /** Where the page comes from. */
  readonly at: string
  /** Runs in the page. It sees nothing but its parameters. */
  readonly run: (tools: Tools, ports: Ports) => Promise<unknown>
}

/** Approved by the person, and the site that most hostile pages would like to be. */
export const approved = 'https://www.example.cn'
export const hostile = 'https://www.hostile.example'

const list = (tools: Tools, { own }: Ports) =>
  tools.talk(`ws://127.0.0.1:${own}/v1`, [{ id: 1, ask: 'certificates' }])

const origins: Readonly<Record<string, string>> = {
  'another site': hostile,
  'a site without https': 'http://www.hostile.example',
  'the approved site without https': 'http://www.example.cn',
  'another port of the approved site': 'https://www.example.cn:8443',
  'a subdomain of the approved site': 'https://login.www.example.cn',
  'the domain above the approved site': 'https://example.cn',
  'a name that begins like the approved site': 'https://www.example.cn.hostile.example',
  'a name with a dot at its end': 'https://www.example.cn.',
  'a look-alike': 'https://www.examp1e.cn',
  'a name of Cyrillic letters': 'https://xn--www-5cd.xn--80ak6aa92e.cn',
  'another name of this computer': 'http://computer.localhost',
  'an address of the local network': 'http://192.168.1.1',
}

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA=='
const text = { kind: 'text', text: '同意付款' } as const

const asks: Readonly<Record<string, object>> = {
  'to sign in': { ask: 'sign-in', nonce },
  'to sign in with a certificate that it guesses': { ask: 'sign-in', nonce, certificate: '0'.repeat(22) },
  'to sign a text': { ask: 'sign', nonce, content: text },
  'to sign a message': { ask: 'sign', nonce, content: text, form: 'cms' },
  'to sign a digest': {
    ...{ ask: 'sign', nonce },
    content: { kind: 'digest', sm3: '00'.repeat(32), length: 1, name: '合同\u202efdp.exe' },
  },
  'to decrypt': { ask: 'decrypt', envelope: 'MAA=' },
  'to encrypt to what is no certificate': { ask: 'encrypt', recipients: ['MAA='], content: 'AAAA' },
  'to verify': {
    ask: 'verify',
    signed: { form: 'cms', cms: 'MAA=' },
  },
  'to be told of changes': { ask: 'watch' },
  'to withdraw the request of another page': { ask: 'cancel', request: 1 },
  'for what there is not': { ask: 'export-key' },
  'by the name of something inherited': { ask: 'constructor' },
  'with an origin of its own choice': { ask: 'certificates', origin: 'https://www.example.cn' },
  'with a PIN': { ask: 'sign-in', nonce, pin: '12345678' },
  'to sign over a nonce that is too short': { ask: 'sign-in', nonce: 'AAAA' },
  'to sign a name of 64 kB': {
    ...{ ask: 'sign', nonce },
    content: { kind: 'data', data: 'AAAA', name: '名'.repeat(22_000) },
  },
}

const garbage: Readonly<Record<string, string>> = {
  'an empty text': '""',
  'half an object': '"{"',
  'a list': '"[{\\"id\\":1,\\"ask\\":\\"certificates\\"}]"',
  'deep nesting': '"[".repeat(200000)',
  'a number': '"1e999"',
  'a byte order mark': '"\\ufeff{}"',
  'hidden letters': '"\\u202e\\u200b\\u0000"',
  'an id that is an object': '"{\\"id\\":{\\"toString\\":1},\\"ask\\":\\"leave\\"}"',
  'a key that is inherited': '"{\\"id\\":1,\\"__proto__\\":{\\"ask\\":\\"certificates\\"}}"',
  binary: 'new ArrayBuffer(1000)',
  'nine megabytes': '"a".repeat(9000000)',
}

/** A case whose script is put together, and runs in the page as text. */
const scripted = (script: string): Case['run'] =>
  new Function('tools', 'ports', `return (async () => { ${script} })()`) as Case['run']

const sends = (message: string): Case['run'] =>
  scripted(`return tools.talk('ws://127.0.0.1:' + ports.own + '/v1', [${message}])`)

const message = JSON.stringify(JSON.stringify({ id: 1, ask: 'certificates' }))

const posts: Readonly<Record<string, string>> = {
  'as plain text': `return tools.post(own, ${message})`,
  'as JSON': `return tools.post(own, ${message}, { headers: { 'content-type': 'application/json' } })`,
  'without wanting to read the answer': `return tools.post(own, ${message}, { mode: 'no-cors' })`,
  'with cookies': `return tools.post(own, ${message}, { credentials: 'include' })`,
  'with a header of its own': `return tools.post(own, ${message}, { headers: { 'x-origin': 'https://www.example.cn' } })`,
  'by PUT': `return tools.post(own, ${message}, { method: 'PUT' })`,
  'by DELETE': `return tools.post(own, ${message}, { method: 'DELETE' })`,
  'to another path': `return tools.post(own + '/../../../etc/passwd', ${message})`,
  'by a beacon': `navigator.sendBeacon(own, ${message}); await tools.wait(300); return 'sent'`,
  'by a synchronous request': `
    const request = new XMLHttpRequest()
    try { request.open('POST', own, false); request.send(${message}); return [request.status, request.responseText] }
    catch (error) { return error.name }`,
  'by a form': `
    const target = document.createElement('iframe'); target.name = 'target'; document.body.append(target)
    const form = document.createElement('form')
    Object.assign(form, { action: own, method: 'POST', target: 'target', enctype: 'text/plain' })
    const field = document.createElement('input'); field.name = '{"id":1,"ask":"certificates","a":"'; field.value = '"}'
    form.append(field); document.body.append(form); form.submit(); await tools.wait(400)
    try { return target.contentDocument?.body.innerText || 'closed' } catch { return 'closed' }`,
}

const embeds: Readonly<Record<string, string>> = {
  'as an image': `const it = new Image(); it.src = own; return new Promise((resolve) => { it.onload = () => resolve('loaded'); it.onerror = () => resolve('refused') })`,
  'as a script': `const it = document.createElement('script'); it.src = own; document.head.append(it); return new Promise((resolve) => { it.onload = () => resolve(Object.keys(window).filter((name) => /cert/i.test(name))); it.onerror = () => resolve('refused') })`,
  'as a style': `const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = own; document.head.append(it); return new Promise((resolve) => { it.onload = () => resolve('loaded'); it.onerror = () => resolve('refused') })`,
  'as a frame': `const it = document.createElement('iframe'); it.src = own; document.body.append(it); await tools.wait(400); try { return it.contentDocument?.body.innerText || 'closed' } catch { return 'closed' }`,
  'as an event stream': `const it = new EventSource(own); return new Promise((resolve) => { it.onmessage = () => resolve('heard'); it.onerror = () => { it.close(); resolve('refused') } })`,
  'by a worker': `
    const body = 'const socket = new WebSocket("ws://127.0.0.1:' + ports.own + '/v1"); socket.onopen = () => socket.send(JSON.stringify({id:1,ask:"certificates"})); socket.onmessage = (e) => postMessage(e.data); socket.onerror = () => postMessage("error")'
    const worker = new Worker(URL.createObjectURL(new Blob([body])))
    return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = () => resolve('no worker'); setTimeout(() => resolve('nothing'), 8000) })`,
}

const frames: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string]>> = {
  'a sandboxed frame over WebSocket': [
    { sandbox: 'allow-scripts' },
    `(tools) => tools.talk('ws://127.0.0.1:PORT/v1', [{ id: 1, ask: 'certificates' }])`,
  ],
  'a sandboxed frame over HTTP': [
    { sandbox: 'allow-scripts' },
    `(tools) => tools.post('http://127.0.0.1:PORT/v1', ${message})`,
  ],
  'a sandboxed frame that only looks': [
    { sandbox: 'allow-scripts' },
    `(tools) => tools.post('http://127.0.0.1:PORT/v1', undefined, { method: 'GET' })`,
  ],
  'a frame of the page itself': [
    {},
    `(tools) => tools.talk('ws://127.0.0.1:PORT/v1', [{ id: 1, ask: 'certificates' }])`,
  ],
}

const xtx = (script: string): Case['run'] =>
  scripted(`
    const call = (name, ...param) => ({ call_cmd_id: 'i_1', xtx_func_name: name, func: name, param })
    return tools.talk('ws://127.0.0.1:' + ports.xtxapp + '/xtxapp/', [${script}])`)

const olderClients: Readonly<Record<string, Case['run']>> = {
  'XTXApp: who is here': xtx(`call('SOF_GetUserList')`),
  'XTXApp: a login with a PIN': xtx(`call('SOF_Login', 'a/b', '12345678')`),
  'XTXApp: a signature without a login': xtx(`call('SOF_SignData', 'a/b', 'text')`),
  'XTXApp: a signature with a guessed token': xtx(
    `{ ...call('SOF_SignData', 'a/b', 'text'), token: '0'.repeat(32) }`,
  ),
  'XTXApp: a raw digest': xtx(`call('SOF_SignHashData', 'a/b', 'A'.repeat(43) + '=', 1)`),
  'XTXApp: how many keys': xtx(
    `call('GetDeviceCount'), call('GetAllDeviceSN'), call('GetDeviceInfo', 'a', 3)`,
  ),
  'XTXApp: tries of a PIN': xtx(`call('SOF_GetPinRetryCount', 'a/b')`),
  'XTXApp: to erase a key': xtx(`call('InitDevice', 'a', 'admin'), call('DeleteContainer', 'a', 'b')`),
  'XTXApp: to change a PIN': xtx(
    `call('SOF_ChangePassWd', 'a/b', '1', '2'), call('ChangeAdminPass', 'a', '1', '2')`,
  ),
  'XTXApp: files and folders': xtx(
    `call('SelectFile'), call('OpenSpecifiedFolder', 'C:/'), call('ReadFile', 'a', 'b')`,
  ),
  'XTXApp: a signature over a file that it names': xtx(
    `call('SOF_SignFile', 'a/b', '/etc/passwd'), call('SignFile', 'a/b', 'C:/fakepath/x.pdf')`,
  ),
  'XTXApp: the last error': xtx(`call('SOF_GetLastError')`),
  'XTXApp: whether a file is there, and its digest': xtx(
    `call('SOF_HashFile', 1, '/etc/passwd'), call('SOF_HashFile', 1, '/no/such/file'), call('SOF_VerifySignedFile', 'a', '/etc/passwd', 'b')`,
  ),
  'XTXApp: a file written over another': xtx(
    `call('SOF_EncryptFile', 'MIIB', '/etc/hostname', '/etc/passwd'), call('SOF_DecryptFile', 'a/b', '/etc/hostname', '/root/.bashrc')`,
  ),
  'XTXApp: the content of a file': xtx(
    `call('Base64EncodeFile', '/etc/passwd'), call('SOF_SymDecryptFileToData', 'k', '/etc/passwd'), call('Base64DecodeFile', 'AAAA', '/tmp/x')`,
  ),
  'mToken: a file signed and one written': scripted(`
    const call = (fields) => tools.post('http://127.0.0.1:' + ports.mtoken + '/alpha', 'json=' + JSON.stringify(fields))
    return [await call({ function: 'SOF_SignFileToPKCS7', containerName: 'a', inFile: '/etc/passwd' }), await call({ function: 'SOF_DecryptFileToPKCS7', containerName: 'a', inFile: '/etc/passwd', outFile: '/etc/passwd' })]`),
  'XTXApp: the last error of others': xtx(
    `call('SOF_GetLastLoginCertID'), call('SOF_GetLastSignDataCertID')`,
  ),
  'XTXApp: the oldest form': xtx(
    `{ call_cmd_id: 1, xtx_func_name: 'SOF_GetUserList', cookie: '', param_1: 'x' }`,
  ),
  'XTXApp: over HTTP': scripted(
    `return tools.post('http://127.0.0.1:' + ports.xtxapp + '/synctl', '{"func":"SOF_GetUserList"}')`,
  ),
  'mToken: who is here': scripted(`
    const call = (fields) => tools.post('http://127.0.0.1:' + ports.mtoken + '/alpha', 'json=' + JSON.stringify(fields))
    return [await call({ function: 'SOF_EnumDevice' }), await call({ function: 'SOF_GetUserList', deviceName: 'a' })]`),
  'mToken: a login and a signature': scripted(`
    const call = (fields) => tools.post('http://127.0.0.1:' + ports.mtoken + '/alpha', 'json=' + JSON.stringify(fields))
    return [await call({ function: 'SOF_Login', deviceName: 'a', passWd: '12345678' }), await call({ function: 'SOF_SignDataEx', containerName: 'a', inData: 'AAAA', inDataLen: 3 })]`),
  'mToken: a library of its own': scripted(
    `return tools.post('http://127.0.0.1:' + ports.mtoken + '/alpha', 'json={"function":"SOF_LoadLibrary","linuxSOName":"/tmp/evil.so"}')`,
  ),
  'JSZH: how many keys, and a signature': scripted(`
    const call = (method, param) => tools.post('http://127.0.0.1:' + ports.jszh + '/onecertx?', JSON.stringify({ method, param }))
    return [await call('GetDeviceCount', {}), await call('SOF_Pkcs7Silent', { data: 'a', pwd: '12345678' })]`),
  'JSZH: a program': scripted(
    `return tools.post('http://127.0.0.1:' + ports.jszh + '/onecertx?', '{"method":"Execute","param":{"filename":"calc.exe"}}')`,
  ),
}

const crowds: Readonly<Record<string, string>> = {
  'a thousand questions': `
    const heard = await tools.talk(ws, Array.from({ length: 1000 }, (_, id) => ({ id, ask: 'sign-in', nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' })))
    return [...new Set(heard.heard.map((one) => JSON.stringify(JSON.parse(one).refusal?.code)))].sort()`,
  'ten thousand requests': `
    const heard = await tools.talk(ws, Array.from({ length: 10000 }, (_, id) => ({ id, ask: 'leave' })))
    return heard.heard.some((one) => one.includes('"wait"')) ? 'held back' : 'not held back'`,
  'sixty connections': `
    const all = await Promise.all(Array.from({ length: 60 }, () => tools.talk(ws, [], { ms: 3000 })))
    return all.some(({ how }) => how === 'turned away')`,
}

const all = <Value>(
  group: Readonly<Record<string, Value>>,
  make: (name: string, value: Value) => Case,
): readonly Case[] => Object.entries(group).map(([name, value]) => make(name, value))

/** Every way to ask that a page has and should not get anything by. */
export const cases: readonly Case[] = [
  ...all(origins, (name, at) => ({ name: `${name} asks for certificates`, at, run: list })),
  ...all(asks, (name, ask) => ({
    name: `it asks ${name}`,
    at: hostile,
    run: sends(JSON.stringify({ id: 7, ...ask })),
  })),
  ...all(garbage, (name, script) => ({ name: `it sends ${name}`, at: hostile, run: sends(script) })),
  ...all(posts, (name, script) => ({
    ...{ name: `it posts ${name}`, at: hostile },
    run: scripted(`const own = 'http://127.0.0.1:' + ports.own + '/v1'; ${script}`),
  })),
  ...all(embeds, (name, script) => ({
    ...{ name: `it loads the port ${name}`, at: hostile },
    run: scripted(`const own = 'http://127.0.0.1:' + ports.own + '/v1'; ${script}`),
  })),
  ...all(frames, (name, [attributes, script]) => ({
    ...{ name: `${name} asks`, at: name.startsWith('a sandboxed') ? approved : hostile },
    run: scripted(
      `return tools.frame(${JSON.stringify(attributes)}, ${JSON.stringify(script)}.replaceAll('PORT', ports.own))`,
    ),
  })),
  ...all(olderClients, (name, run) => ({ name, at: hostile, run })),
  ...all(crowds, (name, script) => ({
    ...{ name: `it makes ${name}`, at: hostile },
    run: scripted(`const ws = 'ws://127.0.0.1:' + ports.own + '/v1'; ${script}`),
  })),
]
