import { Button } from 'antd'
import { useRef } from 'react'
import { base64Of } from '../live/base64.ts'

/** What is larger holds no certificates, so it is not even read. */
const largest = 1024 * 1024

type Props = {
  readonly say: string
  readonly primary?: boolean
  readonly disabled: boolean
  /** Reads the file in the contract's form; a large one as nothing, which is refused as what it is. */
  readonly take: (read: () => Promise<string>) => void
}

/** A button that asks for a file with certificates. */
export const CertificateFile = ({ say, primary = false, disabled, take }: Props) => {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        {...(primary ? { type: 'primary' as const } : {})}
        disabled={disabled}
        onClick={() => field.current?.click()}
      >
        {say}
      </Button>
      <input
        ref={field}
        type="file"
        accept=".cer,.crt,.pem,.der,.p7b"
        aria-label={say}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          // The same file can be chosen again.
          target.value = ''
          if (file) take(async () => (file.size > largest ? '' : base64Of(file)))
        }}
      />
    </>
  )
}
