/** What a handle stands for. Given a handle of another kind, some libraries crash. */
export type HandleKind = 'device' | 'application' | 'container' | 'key'

/** A handle of a library. Only `binding.ts` sees its value, and only while it is open. */
export class Handle<Kind extends HandleKind = HandleKind> {
  readonly kind: Kind
  readonly value: bigint
  open = true

  constructor(kind: Kind, value: bigint) {
    this.kind = kind
    this.value = value
  }
}

export type Device = Handle<'device'>
export type Application = Handle<'application'>
export type Container = Handle<'container'>
export type SessionKey = Handle<'key'>

/** The value for a call. Throws if the handle is closed or of another kind; both would be a fault of ours. */
export const handleValue = (handle: Handle, kind: HandleKind): bigint => {
  if (handle.kind !== kind) throw new Error(`a handle of a ${handle.kind} where one of a ${kind} belongs`)
  if (!handle.open) throw new Error(`a handle of a ${kind} that was closed`)
  return handle.value
}
