import { token } from './secret-rule.ts';

/** Chat, mail, telephone, shops and payments. */
export const peopleTokens = [
  token('slack', ['xox', 'xapp-'], '(?:xoxe\\.)?(?:xox[a-z]|xapp)-[A-Za-z0-9%+/-]{10,300}'),
  token(
    'slack webhook',
    ['hooks.slack'],
    '(?<keep>hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_-]{8,256}',
  ),
  token(
    'discord webhook',
    ['discord'],
    '(?<keep>discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/\\d{15,22}/)[\\w-]{40,100}',
  ),
  token(
    'teams webhook',
    ['webhook.office.com/'],
    '(?<keep>webhook\\.office\\.com/webhookb2/)[\\w@/-]{40,300}',
  ),
  token(
    'discord bot',
    ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
    '[MNO][\\w-]{22,27}\\.[\\w-]{6}\\.[\\w-]{27,42}(?![\\w-])',
    {
      accept: (secret) =>
        /^\d{15,22}$/.test(Buffer.from(secret.split('.')[0] ?? '', 'base64url').toString()),
    },
  ),
  {
    ...token('telegram', [':AA'], '', { lead: { of: /\d/, most: 10 } }),
    // Its addresses put the word `bot` right before it.
    pattern: /(?:(?<![A-Za-z0-9])|(?<=bot))\d{8,10}:AA[\w-]{33}(?![\w-])/y,
  },
  token('twilio', ['SK', 'AC'], '(?:SK|AC)[0-9a-f]{32}(?![0-9a-f])'),
  token('sendgrid', ['SG.'], 'SG\\.[\\w-]{16,64}\\.[\\w-]{16,128}'),
  token('mailgun', ['key-'], 'key-[0-9a-f]{32}(?![0-9a-f])'),
  token('mailchimp', ['-us'], '[0-9a-f]{32}-us\\d{1,2}(?!\\d)', {
    lead: { of: /[0-9a-f]/, most: 32 },
  }),
  token(
    'brevo, resend, mandrill, loops',
    ['xkeysib-', 'xsmtpsib-', 're_', 'md-'],
    '(?:x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}|re_[A-Za-z0-9]{8,12}_[A-Za-z0-9]{20,32}|md-[A-Za-z0-9_-]{22})(?![A-Za-z0-9])',
  ),
  token(
    'stripe',
    ['_live_', '_test_', 'whsec_'],
    '(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9+/]{16,256}={0,2}',
    { lead: { of: /[srk]/, most: 2 } },
  ),
  token('square', ['sq0', 'EAAA'], '(?:sq0(?:atp|csp|idp)-[\\w-]{22,64}|EAAA[\\w-]{60})(?![\\w-])'),
  token('shopify', ['shp'], 'shp(?:at|ca|pa|ss|tka|ua)_[0-9a-fA-F]{32}(?![0-9a-fA-F])'),
  token(
    'paypal, braintree',
    ['access_token$'],
    'access_token\\$(?:production|sandbox)\\$[0-9a-z]{16}\\$[0-9a-f]{32}',
  ),
  token('plaid', ['access-'], 'access-(?:sandbox|development|production)-[0-9a-f-]{36}'),
  token(
    'flutterwave, razorpay, easypost',
    ['FLWSECK', 'rzp_', 'EZAK', 'EZTK'],
    '(?:FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,64}(?:-X)?|rzp_(?:live|test)_[A-Za-z0-9]{14,24}|EZ[AT]K[A-Za-z0-9]{54})',
  ),
  token('shippo', ['shippo_'], 'shippo_(?:live|test)_[0-9a-f]{40}'),
  token('facebook', ['EAA'], 'EAA[A-Za-z0-9]{3}[A-Za-z0-9]{80,300}(?![A-Za-z0-9])'),
  token('dropbox', ['sl.'], '(?<![\\w.-])sl\\.(?:u\\.)?[\\w-]{100,400}'),
  token(
    'hubspot, typeform, klaviyo',
    ['pat-', 'tfp_'],
    '(?:pat-(?:na|eu)\\d-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|tfp_[\\w-]{40,80})',
  ),
  token(
    'zapier, adafruit',
    ['aio_', 'hooks.zapier.com/hooks/catch/'],
    '(?:aio_[A-Za-z0-9]{28}(?![A-Za-z0-9])|(?<keep>hooks\\.zapier\\.com/hooks/catch/\\d{4,12}/)\\w{6,12})',
  ),
  token('okta', ['SSWS '], '(?<keep>SSWS )00[\\w-]{40}'),
];
