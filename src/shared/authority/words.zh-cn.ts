export const authority = {
  deskTitle: '演示机构不会真的发短信和邮件，也不会真的收款',
  deskMeaning: '验证码、收款和审核都在它的操作页上。用下面的操作员登录，就能看到和办理。',
  operator: '操作员',
  password: '口令',
  open: '打开操作页',
  fillIn: '填入演示账号',
}
