import { useAssistant } from '../live/use-live.tsx'
import { SecretField, type SecretFieldProps } from '../parts/secret-field.tsx'

/** The field for the password of an account. */
export const PasswordField = ({
  name = 'password',
  ...props
}: SecretFieldProps & { readonly name?: string }) => {
  const say = useAssistant().words.account
  return (
    <SecretField
      {...props}
      name={name}
      most={128}
      reveal={{ show: say.showPassword, hide: say.hidePassword }}
    />
  )
}
