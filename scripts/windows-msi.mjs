// The package for group policy: a thin one around the installer (docs/installing.md, "The MSI"). wixl of msitools makes it.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { root } from './node24.mjs'
import { ask } from './process.mjs'

const { upgradeCode, component } = JSON.parse(
  readFileSync(join(root, 'installer', 'windows', 'msi.json'), 'utf8'),
)

/** A UUID of a name (RFC 9562, version 8), so that the same sources give the same package. */
const codeOf = (name) => {
  const bytes = createHash('sha256').update(`${upgradeCode} ${name}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x80
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Each version is a product of its own, which takes the place of the one before. */
const source = (version) => `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${codeOf(version)}" Name="Certificate Assistant" Language="1033" Version="${version}"
    Manufacturer="cert-assistant contributors" UpgradeCode="${upgradeCode}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" />
    <MajorUpgrade DowngradeErrorMessage="A newer version of Certificate Assistant is installed." />
    <!-- The installer makes the entry in Apps. -->
    <Property Id="ARPSYSTEMCOMPONENT" Value="1" />
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Component Id="Registered" Guid="${component}" Win64="yes">
        <RegistryValue Root="HKLM" Key="Software\\CertAssistant\\Package" Name="Version" Type="string"
          Value="${version}" KeyPath="yes" />
      </Component>
    </Directory>
    <Feature Id="Product" Level="1"><ComponentRef Id="Registered" /></Feature>
    <Binary Id="Installer" SourceFile="installer.exe" />
    <!-- wixl orders by number only; between InstallInitialize (1500) and InstallFinalize (6600). -->
    <InstallExecuteSequence>
      <Custom Action="Remove" Sequence="1510">REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE</Custom>
      <Custom Action="Install" Sequence="5100">NOT REMOVE</Custom>
    </InstallExecuteSequence>
  </Product>
</Wix>
`

/** A program in the table Binary (2), run later (1024) as the system and not as the person (2048). */
const deferredProgram = 2 + 1024 + 2048
const actions = { Install: '/S /allusers', Remove: '/S /allusers /remove' }

/** wixl 0.101 leaves the table of custom actions empty without a word. */
const rows = () =>
  Object.entries(actions).flatMap(([name, line]) => [
    '-q',
    `INSERT INTO \`CustomAction\` (\`Action\`, \`Type\`, \`Source\`, \`Target\`) VALUES ('${name}', ${deferredProgram}, 'Installer', '${line}')`,
  ])

/** FMTID_SummaryInformation, 28 bytes behind the begin of its stream (MS-OLEPS 2.21, 3.1). */
const summary = Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex')
const [orderMark, headerBytes, mostBytes] = [0xff_fe, 28, 4_096]
/** The type VT_FILETIME; the time behind it counts 100 nanoseconds since 1601 (MS-OLEPS 2.15, MS-DTYP 2.3.3). */
const filetime = Buffer.from('40000000', 'hex')

/** Where a stream with the summary begins. The installer inside may hold the same number without being one. */
const summariesIn = (bytes) => {
  const found = []
  for (let at = bytes.indexOf(summary); at >= 0; at = bytes.indexOf(summary, at + 1))
    if (at >= headerBytes && bytes.readUInt16LE(at - headerBytes) === orderMark) found.push(at)
  return found
}

/** wixl takes the time at which it runs and a random number for the package; the same sources shall give the same bytes. */
const settle = (file, seconds, code) => {
  const bytes = readFileSync(file)
  const [begin, ...others] = summariesIn(bytes)
  if (begin === undefined || others.length > 0) return 'the summary of the package was not found'
  const part = bytes.subarray(begin, begin + mostBytes)
  const number = /\{[0-9A-F-]{36}\}/.exec(part.toString('latin1'))
  const times = [part.indexOf(filetime), part.indexOf(filetime, part.indexOf(filetime) + 12)]
  if (number === null || times.some((at) => at < 0)) return 'the summary of the package was not understood'
  for (const at of times)
    part.writeBigUInt64LE((BigInt(seconds) + 11_644_473_600n) * 10_000_000n, at + filetime.length)
  part.write(`{${code}}`, number.index, 'latin1')
  writeFileSync(file, bytes)
  return null
}

/** Wraps the installer. Returns the complaint of wixl, or null. */
export const wrapInstaller = ({ installer, version, out, seconds }) => {
  const digest = createHash('sha256').update(readFileSync(installer)).digest('hex')
  const folder = mkdtempSync(join(tmpdir(), 'cert-assistant-msi-'))
  try {
    const file = join(folder, 'package.wxs')
    // wixl looks for files beside this one only.
    symlinkSync(resolve(installer), join(folder, 'installer.exe'))
    writeFileSync(file, source(version))
    mkdirSync(dirname(out), { recursive: true })
    const answer = ask('wixl', ['-a', 'x64', '-o', resolve(out), file], { cwd: folder })
    if (answer.code !== 0) return answer.text
    const added = ask('msibuild', [resolve(out), ...rows()])
    if (added.code !== 0) return added.text
    return settle(out, seconds, codeOf(`${version} ${digest}`))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
