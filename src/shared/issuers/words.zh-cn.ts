export const issuers = {
  title: '发证机构',
  name: '机构名称',
  unknown: '不认识这张证书的发证机构',
  unknownMeaning: '到期提醒和 PIN 码长度按通常的规则处理。办理业务请联系签发这张证书的机构。',
  hotline: '客服电话',
  notConnected: '这家机构没有公开的接入地址，更新、补办和解锁不能在这里办理。',
  servicePoints: '服务网点',
  questions: '常见问题',
}
