import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { browserAddress } from '../../../../src/main/shell/browser-address.ts'
import { lockHome } from '../../../../src/main/shell/home-lock.ts'
import { quitRunning } from '../../../../src/main/shell/quit-running.ts'
import {
  answerSecondStarts,
  askForDiagnosis,
  askRunning,
  type SecondStartAnswer,
} from '../../../../src/main/shell/second-start.ts'

const onPosix = describe.skipIf(process.platform === 'win32')
const folder = () => mkdtempSync(join(tmpdir(), 'second-start-'))
const recordIn = (home: string) => join(home, 'instance.json')
const read = (home: string) => JSON.parse(readFileSync(recordIn(home), 'utf8'))
const web = {
  shell: 'web',
  url: 'http://127.0.0.1:1/?token=x',
  door: `open-${'0a'.repeat(16)}.html`,
} as const

/** Longer than any line of a start. */
const diagnosed = JSON.stringify({ format: 1, steps: ['x'.repeat(100_000)] })

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const first = async (home: string, answer: SecondStartAnswer = web): Promise<void> => {
  endings.push(
    await answerSecondStarts(home, {
      answerNow: () => answer,
      diagnose: async () => diagnosed,
      quit: () => {},
    }),
  )
}

/** Another program on the port that the record names. */
const impostor = async (home: string, behave: (socket: Socket) => void): Promise<void> => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endings.push(() => server.close())
  const { port } = server.address() as AddressInfo
  writeFileSync(recordIn(home), JSON.stringify({ ...read(home), port }), { mode: 0o600 })
}

const talkTo = (home: string) => {
  const socket = connect(read(home).port, '127.0.0.1')
  endings.push(() => socket.destroy())
  const heard: string[] = []
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.setEncoding('utf8').on('data', (text: string) => heard.push(text))
  socket.on('error', () => undefined)
  return { socket, heard, over }
}

describe('a second start', () => {
  it.each([web, { ...web, door: null }, { shell: 'electron' }] as const)(
    'gets the answer of the first one: %j',
    async (answer) => {
      const home = folder()
      await first(home, answer)
      expect(await askRunning(home)).toEqual(answer)
      endings.pop()?.()
      expect(existsSync(recordIn(home))).toBe(false)
    },
  )

  it('is told nothing without the secret of the data folder', async () => {
    const home = folder()
    await first(home)
    writeFileSync(recordIn(home), JSON.stringify({ ...read(home), secret: 'guess'.repeat(10) }))
    expect(await askRunning(home, 300)).toBeNull()
  })

  it('gets no answer, and no exception, if nobody is there or the record is damaged', async () => {
    const home = folder()
    for (const text of ['{"pid":1', '[]', '{"pid":1,"port":99999,"secret":""}', '']) {
      writeFileSync(recordIn(home), text, { mode: 0o600 })
      expect(await askRunning(home, 150)).toBeNull()
    }
  })

  it('never sends the secret, whoever listens', async () => {
    const home = folder()
    await first(home)
    const { secret } = read(home)
    const heard: string[] = []
    await impostor(home, (socket) => socket.on('data', (part) => heard.push(String(part))))
    expect(await askRunning(home, 300)).toBeNull()
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.join()).not.toContain(secret)
  })

  it.each([
    ['answers at once', () => JSON.stringify({ shell: 'web', url: 'file:///etc/passwd', door: null })],
    [
      'answers at once with an address',
      () => JSON.stringify({ shell: 'web', url: 'http://127.0.0.1:1/?token=x', door: null }),
    ],
    ['sends back what it hears', (line: string) => line],
    ['makes up a proof', () => JSON.stringify({ nonce: 'n'.repeat(43), proof: 'p'.repeat(43) })],
    [
      'takes what it hears for a proof',
      (line: string) => JSON.stringify({ nonce: JSON.parse(line).nonce, proof: JSON.parse(line).nonce }),
    ],
    ['talks without end', () => 'x'.repeat(10_000)],
  ])('does not believe an impostor that %s', async (_, reply) => {
    const home = folder()
    await first(home)
    await impostor(home, (socket) =>
      socket.on('data', (part) => socket.write(`${reply(String(part).trim())}\n${JSON.stringify(web)}\n`)),
    )
    expect(await askRunning(home, 400)).toBeNull()
  })

  it('does not wait for ever for one that says nothing', async () => {
    const home = folder()
    await first(home)
    await impostor(home, () => {})
    expect(await askRunning(home, 200)).toBeNull()
  })

  it.each([
    'file:///etc/passwd',
    'https://evil.test/?token=x',
    'http://127.0.0.1:1@evil.test/?token=x',
    'http://127.0.0.1/?token=x',
    'http://localhost:1/?token=x',
    'javascript:alert(1)',
    '/etc/passwd',
  ])('opens nothing but an address of the web shell, whoever names it: %s', async (url) => {
    const home = folder()
    await first(home, { ...web, url })
    expect(await askRunning(home, 200)).toBeNull()
  })

  it.each(['../../.bashrc', '/etc/passwd', 'open-x.html', `open-${'0'.repeat(32)}.html/../x`, ''])(
    'opens only a file that leads in, whoever names another: %j',
    async (door) => {
      const home = folder()
      await first(home, { ...web, door })
      expect(await askRunning(home, 200)).toBeNull()
    },
  )
})

describe('a command that wants a system check', () => {
  it('gets its result from the assistant that holds the folder, however long it is', async () => {
    const home = folder()
    await first(home)
    expect(await askForDiagnosis(home, 'en')).toBe(diagnosed)
  })

  it('gets nothing from an assistant that is not there', async () => {
    expect(await askForDiagnosis(folder(), 'en')).toBeNull()
  })

  it('does not keep later starts from their answer', async () => {
    const home = folder()
    await first(home)
    await askForDiagnosis(home, 'en')
    expect(await askRunning(home)).toEqual(web)
  })
})

describe('a start that only ends the running one', () => {
  it('has it end, and waits until the data folder is free', async () => {
    const home = folder()
    const lock = lockHome(home)
    const stop = await answerSecondStarts(home, {
      answerNow: () => web,
      diagnose: async () => diagnosed,
      quit: () => {
        stop()
        setTimeout(() => lock?.release(), 150)
      },
    })
    expect(await quitRunning(home)).toBe(true)
    const free = lockHome(home)
    expect(free).not.toBeNull()
    free?.release()
  })

  it('succeeds at once if none runs, and leaves no data folder behind', async () => {
    const home = join(folder(), 'none')
    expect(await quitRunning(home)).toBe(true)
    expect(existsSync(home)).toBe(false)
  })

  it('says that it still runs if it does not end', async () => {
    const home = folder()
    const lock = lockHome(home)
    await first(home)
    expect(await quitRunning(home, 300)).toBe(false)
    lock?.release()
  })
})

describe('the first start', () => {
  it('says nothing to a caller without the secret, not even to one that sends back what it received', async () => {
    const home = folder()
    let asked = 0
    endings.push(
      await answerSecondStarts(home, {
        answerNow: () => {
          asked += 1
          return web
        },
        diagnose: async () => {
          asked += 1
          return diagnosed
        },
        quit: () => {
          asked += 1
        },
      }),
    )
    const parrot = talkTo(home)
    parrot.socket.write(`${JSON.stringify({ nonce: 'n'.repeat(43) })}\n`)
    await expect.poll(() => parrot.heard.join('')).toContain('proof')
    parrot.socket.write(parrot.heard.join(''))
    await parrot.over
    const rude = talkTo(home)
    rude.socket.write('x'.repeat(10_000))
    await rude.over
    expect(asked).toBe(0)
    expect(parrot.heard.join('') + rude.heard.join('')).not.toContain('token')
  })

  it('answers even if hundreds of slow callers are connected', async () => {
    const home = folder()
    await first(home)
    const slow = Array.from({ length: 300 }, () => talkTo(home))
    const drip = setInterval(() => {
      for (const { socket } of slow) socket.write(' ')
    }, 50)
    endings.push(() => clearInterval(drip))
    await pause(300)
    expect(await askRunning(home, 20_000)).toEqual(web)
    await Promise.all(slow.map(({ over }) => over))
  })
})

onPosix('the record of the running assistant', () => {
  it('has a record that only its owner can read, even if an older record was open to others', async () => {
    const home = folder()
    writeFileSync(recordIn(home), '{}', { mode: 0o644 })
    await first(home)
    expect(statSync(recordIn(home)).mode & 0o777).toBe(0o600)
    expect(await askRunning(home)).toEqual(web)
  })

  it('is not believed if others can read its record, or if the record is elsewhere', async () => {
    const home = folder()
    await first(home)
    chmodSync(recordIn(home), 0o644)
    expect(await askRunning(home, 200)).toBeNull()
    chmodSync(recordIn(home), 0o600)
    renameSync(recordIn(home), join(home, 'elsewhere.json'))
    symlinkSync(join(home, 'elsewhere.json'), recordIn(home))
    expect(await askRunning(home, 200)).toBeNull()
  })

  it('removes an old record when it takes the data folder, because a killed one leaves it behind', () => {
    const home = folder()
    writeFileSync(recordIn(home), JSON.stringify({ pid: 1, port: 1, secret: 's'.repeat(43) }), {
      mode: 0o600,
    })
    const lock = lockHome(home)
    expect(existsSync(recordIn(home))).toBe(false)
    writeFileSync(recordIn(home), '{}')
    expect(lockHome(home)).toBeNull()
    expect(existsSync(recordIn(home))).toBe(true)
    lock?.release()
  })

  it('starts even if something else is in the place of the record', async () => {
    const home = folder()
    mkdirSync(recordIn(home))
    const lock = lockHome(home)
    expect(lock).not.toBeNull()
    await first(home)
    expect(await askRunning(home, 200)).toBeNull()
    lock?.release()
  })
})

describe('an address for the system’s browser', () => {
  it.each([
    ['https://help.example/a?b#c', 'https://help.example/a?b#c'],
    [' https://help.example', 'https://help.example/'],
    ['http://127.0.0.1:8080/pay/1?key=2', 'http://127.0.0.1:8080/pay/1?key=2'],
  ])('%j is one', (address, handed) => {
    expect(browserAddress(address)).toBe(handed)
  })

  it.each([
    'file:///etc/passwd',
    '/etc/passwd',
    'http://plain.example/',
    'http://127.0.0.1@evil.test/',
    'javascript:1',
    'smb://h/x',
    'nonsense',
    '',
  ])('%j is none', (address) => {
    expect(browserAddress(address)).toBeNull()
  })
})
