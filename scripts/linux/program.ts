import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyKoffi } from '../build-hosts.mjs'
import { copyBundle, copyModule } from '../web-program.mjs'
import { root } from './facts.ts'

/** The Node that runs this script: it is the same that the tests ran on. */
const node = process.execPath
const system = `linux-${process.arch}`

/** Its licence lies beside it, or beside its folder. */
const licence = (): string | undefined =>
  [dirname(dirname(node)), join(dirname(dirname(node)), 'share', 'doc', 'nodejs'), dirname(node)]
    .map((folder) => join(folder, 'LICENSE'))
    .find(existsSync)

/** A Node and the native modules beside a bundle, for this machine's architecture. */
export const addLinuxNode = (to: string): void => {
  cpSync(node, join(to, 'node'))
  const from = licence()
  if (from !== undefined) cpSync(from, join(to, 'LICENSE.nodejs'))
  const koffi = join('node_modules', '@koromix', `koffi-${system}`)
  copyKoffi(join(to, 'node_modules'), join(root, koffi))
  // Debian, UOS and Kylin have glibc.
  for (const name of readdirSync(join(to, koffi)))
    if (name.startsWith('musl_')) rmSync(join(to, koffi, name), { recursive: true })
  const prebuilt = (path: string) =>
    path === system || (path.startsWith(`${system}/`) && !path.includes('musl'))
  for (const name of ['usb', 'pkcs11js', 'node-gyp-build']) copyModule(name, to, prebuilt)
  const compiled = join('node_modules', 'pkcs11js', 'build', 'Release', 'pkcs11.node')
  cpSync(join(root, compiled), join(to, compiled))
}

/** Puts together the web shell with a Node of its own. */
export const assembleLinuxProgram = (to: string, version: string): string => {
  copyBundle(to, version)
  addLinuxNode(to)
  return to
}
