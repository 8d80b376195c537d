import { execFile, spawn } from 'node:child_process'
import { openSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtFile } from '../../built.ts'
import { openDocumentsHouse } from '../../house/documents.ts'
import { removeFolder, temporary } from '../../house/issuance.ts'
import { SOFT_PIN } from '../../house/web-signing.ts'
import { obeyHere } from '../../unit/main/shell/console/here.ts'

const cli = builtFile('main', 'console.js')
const node = ['--disable-warning=ExperimentalWarning', cli]

describe('the command that signs, encrypts and decrypts', () => {
  const home = temporary()
  let folder = ''
  let holder = ''
  beforeAll(async () => {
    const house = await openDocumentsHouse('soft', { home })
    folder = house.folder
    holder = house.state.current().tokens[0]?.pairs[0]?.signing?.holder ?? ''
    await house.end()
  }, 60_000)
  afterAll(() => removeFolder(home))

  /** Runs it with the PIN on a descriptor of its own. */
  const run = async (pin: string, ...args: readonly string[]) => {
    const child = spawn(process.execPath, [...node, ...args, '--home', home, '--json', '--pin-fd', '3'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    const heard = { out: '', complaint: '' }
    child.stdout?.on('data', (data) => {
      heard.out += data
    })
    child.stderr?.on('data', (data) => {
      heard.complaint += data
    })
    const pipe = child.stdio[3]
    // A command that ends before it reads the PIN closes its side.
    pipe?.on('error', () => {})
    if (pipe && 'end' in pipe) pipe.end(`${pin}\n`)
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { code, ...heard, files: code === 2 ? [] : JSON.parse(heard.out).files }
  }
  /** The same in this process, from the sources. */
  const runHere = async (pin: string, ...args: readonly string[]) => {
    const file = join(folder, 'pin')
    writeFileSync(file, `${pin}\n`)
    const given = openSync(file, 'r')
    const ended = await obeyHere(...args, '--home', home, '--json', '--pin-fd', String(given))
    return { ...ended, files: ended.code === 2 ? [] : JSON.parse(ended.out).files }
  }
  const put = (name: string): string => {
    writeFileSync(join(folder, name), name)
    return join(folder, name)
  }

  it('signs with the certificate of a holder, and the signature verifies', async () => {
    const path = put('命令.txt')
    const { code, files } = await run(SOFT_PIN, 'sign', path, '--with', holder)
    expect([code, files]).toMatchObject([0, [{ path, state: 'done', output: `${path}.p7s` }]])
    const verify = (folder: string) =>
      promisify(execFile)(process.execPath, [...node, 'verify', path, '--json', '--home', folder])
    // The signature stands beside its file, and the authority is known where it was reached.
    const { files: verified } = JSON.parse((await verify(home)).stdout)
    expect(verified).toMatchObject([{ path, kind: 'cms', outcome: 'valid', error: null }])
    await expect(verify(join(folder, 'elsewhere'))).rejects.toMatchObject({ code: 2 })
  }, 60_000)

  it('encrypts and decrypts', async () => {
    const path = put('密件.txt')
    expect((await runHere(SOFT_PIN, 'encrypt', path, '--to', holder)).code).toBe(0)
    rmSync(path)
    const { code, files } = await runHere(SOFT_PIN, 'decrypt', `${path}.p7m`)
    expect([code, files]).toMatchObject([0, [{ output: path, signature: null }]])
    expect(readFileSync(path, 'utf8')).toBe('密件.txt')
  }, 60_000)

  it('tries a wrong PIN once, and says so', async () => {
    const path = put('不成.txt')
    const { code, files, complaint } = await runHere('wrong-pin', 'sign', path, '--with', holder)
    expect([code, files]).toMatchObject([3, [{ state: 'not-done', output: null }]])
    expect(complaint).not.toContain('wrong-pin')
    expect(readdirSync(folder)).not.toContain('不成.txt.p7s')
  }, 60_000)

  it('ends with 2 if the certificate is not here or the command is wrong', async () => {
    expect((await runHere(SOFT_PIN, 'sign', put('谁.txt'), '--with', '无此人')).code).toBe(2)
    expect((await runHere(SOFT_PIN, 'sign', put('谁.txt'))).code).toBe(2)
  }, 60_000)

  it('leaves no half file under the name of a result when it is killed, and the next one cleans up', async () => {
    const path = put('大.bin')
    truncateSync(path, 600 * 1024 * 1024)
    const args = [...node, 'sign', path, '--with', holder, '--attached', '--home', home, '--pin-fd', '3']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const pipe = child.stdio[3]
    if (pipe && 'end' in pipe) pipe.end(`${SOFT_PIN}\n`)
    const halves = () => readdirSync(folder).filter((name) => name.endsWith('.part'))
    while (halves().length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    // The process of the files ends with its application.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(readdirSync(folder)).not.toContain('大.bin.p7m')
    rmSync(path)
    expect((await run(SOFT_PIN, 'sign', put('之后.txt'), '--with', holder)).code).toBe(0)
    expect(halves()).toEqual([])
  }, 90_000)
})
