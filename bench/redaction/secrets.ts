import { type Fake, fakes, joined } from './fake.ts';

export interface Leak {
  name: string;
  /** A line, or some, as a program would write them. */
  text: string;
  /** None of these may be left of it. */
  secrets: string[];
}

type Row = [
  name: string,
  make: (fake: Fake) => [secret: string | string[], text?: (secret: string) => string],
];

const b64 = (text: string) => Buffer.from(text).toString('base64');

/** Tokens that say themselves what they are. */
const tokens: Row[] = [
  [
    'Slack bot token',
    (f) => [joined('xox', 'b-', f.digits(12), '-', f.digits(13), '-', f.alnum(24))],
  ],
  [
    'Slack user token',
    (f) => [
      joined('xox', 'p-', f.digits(12), '-', f.digits(12), '-', f.hex(32)),
      (s) => `token is ${s}, scope chat:write`,
    ],
  ],
  [
    'Slack app token',
    (f) => [joined('xa', 'pp-1-A', f.base32(10), '-', f.digits(13), '-', f.hex(64))],
  ],
  ['Slack rotating token', (f) => [joined('xox', 'e.xox', 'p-1-', f.alnum(160))]],
  ['Slack refresh token', (f) => [joined('xox', 'e-1-', f.alnum(140))]],
  [
    'Slack session cookie',
    (f) => [joined('xox', 'd-', f.alnum(40), '%2B', f.alnum(30)), (s) => `cookie d is ${s}`],
  ],
  [
    'Slack webhook',
    (f) => [
      joined('T', f.base32(9), '/B', f.base32(9), '/', f.alnum(24)),
      (s) => `curl https://hooks.slack.com/${joined('serv', 'ices')}/${s}`,
    ],
  ],
  ['GitHub personal token', (f) => [joined('gh', 'p_', f.alnum(36)), (s) => `remote: ${s}`]],
  ['GitHub OAuth token', (f) => [joined('gh', 'o_', f.alnum(36))]],
  [
    'GitHub app token',
    (f) => [joined('gh', 's_', f.alnum(36)), (s) => `{"output":"login:\\n${s}\\n"}`],
  ],
  ['GitHub refresh token', (f) => [joined('gh', 'r_', f.alnum(76))]],
  ['GitHub fine-grained token', (f) => [joined('github', '_pat_', f.alnum(22), '_', f.alnum(59))]],
  ['GitLab personal token', (f) => [joined('gl', 'pat-', f.word(20))]],
  ['GitLab deploy token', (f) => [joined('gl', 'dt-', f.word(20))]],
  ['GitLab runner token', (f) => [joined('gl', 'rt-', f.word(20))]],
  [
    'AWS access key id',
    (f) => [
      joined('AK', 'IA', f.base32(16)),
      (s) => `Credential=${s}/20261122/eu-west-1/s3/aws4_request`,
    ],
  ],
  ['AWS session key id', (f) => [joined('AS', 'IA', f.base32(16))]],
  [
    'AWS secret beside its id',
    (f) => {
      const secret = f.base64(40);
      return [
        secret,
        (s) =>
          `ACCESSKEY\t${joined('AK', 'IA', f.base32(16))}\t2026-11-22T02:36:57+00:00\t${s}\tActive\tdeployer`,
      ];
    },
  ],
  [
    'AWS keys in a CSV file',
    (f) => [
      f.base64(40),
      (s) => `Access key ID,Secret access key\n${joined('AK', 'IA', f.base32(16))},${s}`,
    ],
  ],
  [
    'AWS presigned address',
    (f) => [
      f.hex(64),
      (s) =>
        `GET /b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-Signature=${s} HTTP/1.1`,
    ],
  ],
  ['Google API key', (f) => [joined('AI', 'za', f.word(35))]],
  ['Google OAuth token', (f) => [joined('ya', '29.', f.word(120))]],
  ['Google OAuth client secret', (f) => [joined('GOC', 'SPX-', f.word(28))]],
  ['Google refresh token', (f) => [joined('1/', '/0', f.word(60))]],
  [
    'Azure client secret',
    (f) => [
      joined(f.alnum(3), '8Q', '~', f.alnum(34)),
      (s) => `client credential ${s} expires 2027-01-01`,
    ],
  ],
  ['Azure DevOps token', (f) => [joined(f.alnum(76), 'AZ', 'DO', f.alnum(4))]],
  ['DigitalOcean token', (f) => [joined('dop', '_v1_', f.hex(64))]],
  ['Heroku token', (f) => [joined('HR', 'KU-', f.word(60))]],
  ['Cloudflare token', (f) => [joined('cf', 'ut_', f.alnum(40))]],
  ['Cloudflare origin key', (f) => [joined('v1', '.0-', f.hex(24), '-', f.hex(146))]],
  ['Datadog token', (f) => [joined('dd', 'app_', f.alnum(40))]],
  ['New Relic user key', (f) => [joined('NR', 'AK-', f.base32(27))]],
  ['New Relic licence', (f) => [joined(f.hex(32), 'FFFF', 'NR', 'AL')]],
  ['PagerDuty token', (f) => [joined('pd', 'us+_', f.alnum(10), '_', f.alnum(26))]],
  ['Grafana service account', (f) => [joined('gl', 'sa_', f.alnum(32), '_', f.hex(8))]],
  [
    'Sentry token',
    (f) => [joined('sn', 'trys_', b64(`{"iat":1,"url":"${f.alnum(30)}"}`), '_', f.alnum(43))],
  ],
  ['Dynatrace token', (f) => [joined('dt', '0c01.', f.base32(24), '.', f.base32(64))]],
  ['Vault token', (f) => [joined('hv', 's.', f.word(90))]],
  ['Vault batch token', (f) => [joined('hv', 'b.', f.word(120))]],
  ['Vault token of old', (f) => [joined('s', '.', f.alnum(24)), (s) => `token               ${s}`]],
  ['Terraform Cloud token', (f) => [joined(f.alnum(14), '.atl', 'asv1.', f.word(67))]],
  ['Databricks token', (f) => [joined('da', 'pi', f.hex(32))]],
  ['Pulumi token', (f) => [joined('pu', 'l-', f.hex(40))]],
  ['Doppler token', (f) => [joined('dp', '.pt.', f.alnum(43))]],
  ['Supabase key', (f) => [joined('sb', '_secret_', f.word(31))]],
  ['Tailscale key', (f) => [joined('ts', 'key-auth-', f.alnum(11), 'CNTRL-', f.alnum(32))]],
  ['Bitbucket app password', (f) => [joined('AT', 'BB', f.alnum(32))]],
  ['Atlassian token', (f) => [joined('AT', 'ATT3xFfGF0', f.word(170))]],
  [
    'npm token',
    (f) => [joined('np', 'm_', f.alnum(36)), (s) => `//registry.npmjs.org/:_authToken=${s}`],
  ],
  ['PyPI token', (f) => [joined('py', 'pi-AgEIcHlwaS5vcmc', f.word(120))]],
  ['RubyGems key', (f) => [joined('ruby', 'gems_', f.hex(48))]],
  ['Docker Hub token', (f) => [joined('dckr', '_pat_', f.word(27))]],
  ['CircleCI token', (f) => [joined('CC', 'IPAT_', f.alnum(22), '_', f.hex(40))]],
  ['Postman key', (f) => [joined('PM', 'AK-', f.hex(24), '-', f.hex(34))]],
  ['Linear key', (f) => [joined('lin', '_api_', f.alnum(40))]],
  ['Notion token', (f) => [joined('nt', 'n_', f.alnum(46))]],
  ['Figma token', (f) => [joined('fi', 'gd_', f.word(40))]],
  ['Airtable token', (f) => [joined('pa', 't', f.alnum(14), '.', f.hex(64))]],
  ['OpenAI key', (f) => [joined('s', 'k-', f.alnum(48))]],
  ['OpenAI project key', (f) => [joined('s', 'k-proj-', f.word(110))]],
  ['Anthropic key', (f) => [joined('s', 'k-ant-api03-', f.word(93), 'AA')]],
  ['Hugging Face token', (f) => [joined('h', 'f_', f.alnum(34))]],
  ['Groq key', (f) => [joined('gs', 'k_', f.alnum(52))]],
  ['Stripe secret key', (f) => [joined('sk', '_live_', f.alnum(32))]],
  ['Stripe restricted key', (f) => [joined('rk', '_test_', f.alnum(32))]],
  ['Stripe webhook secret', (f) => [joined('wh', 'sec_', f.alnum(32))]],
  ['Square token', (f) => [joined('sq', '0atp-', f.word(22))]],
  ['Square production token', (f) => [joined('EA', 'AA', f.word(60))]],
  ['Shopify token', (f) => [joined('shp', 'at_', f.hex(32))]],
  ['Twilio key', (f) => [joined('S', 'K', f.hex(32))]],
  ['SendGrid key', (f) => [joined('S', 'G.', f.word(22), '.', f.word(43))]],
  ['Mailgun key', (f) => [joined('ke', 'y-', f.hex(32))]],
  ['Mailchimp key', (f) => [joined(f.hex(32), '-u', 's12')]],
  ['Brevo key', (f) => [joined('xkey', 'sib-', f.hex(64), '-', f.alnum(16))]],
  ['Resend key', (f) => [joined('r', 'e_', f.alnum(8), '_', f.alnum(24))]],
  [
    'Telegram bot token',
    (f) => [
      joined(f.digits(10), ':A', 'A', f.word(33)),
      (s) => `GET https://api.telegram.org/bot${s}/getMe`,
    ],
  ],
  ['Discord bot token', (f) => [joined(b64(f.digits(18)), '.', f.word(6), '.', f.word(38))]],
  [
    'Discord webhook',
    (f) => [f.word(68), (s) => `POST https://discord.com/api/webhooks/${f.digits(18)}/${s} 204`],
  ],
  [
    'Teams webhook',
    (f) => [
      joined(f.uuid(), '@', f.uuid(), '/IncomingWebhook/', f.hex(32), '/', f.uuid()),
      (s) => `https://acme.webhook.office.com/webhookb2/${s}`,
    ],
  ],
  ['Facebook token', (f) => [joined('EA', 'A', f.alnum(3), f.alnum(140))]],
  ['HubSpot token', (f) => [joined('pa', 't-na1-', f.uuid())]],
  [
    'JSON web token',
    (f) => [
      joined(
        'ey',
        `${b64(`{"alg":"HS256","typ":"JWT"}`).slice(2)}.`,
        b64(`{"sub":"${f.alnum(20)}"}`).replace(/=+$/, ''),
        '.',
        f.word(43),
      ),
      (s) => `claims of ${s} are fine`,
    ],
  ],
  [
    'Kubernetes service account token',
    (f) => [
      joined(
        'ey',
        b64(`{"alg":"RS256","kid":"${f.word(43)}"}`)
          .replace(/=+$/, '')
          .slice(2),
        '.',
        b64(
          `{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:shop:${f.alnum(9)}"}`,
        ).replace(/=+$/, ''),
        '.',
        f.word(342),
      ),
      (s) => `token:      ${s}`,
    ],
  ],
  [
    'age key',
    (f) => [joined('AGE-SEC', 'RET-KEY-1', f.base32(58)), (s) => `# public key: age1qyqszq\n${s}`],
  ],
];

/** What is secret because of the word, the flag or the place before it. */
const placed: Row[] = [
  ['password in the environment', (f) => [f.word(16), (s) => `DB_PASSWORD=${s}`]],
  [
    'password with every kind of sign',
    (f) => [
      joined(f.alnum(5), '&;,|', f.alnum(4), '#!', f.alnum(3)),
      (s) => `PATH=/bin\nSMTP_PASSWORD=${s}\nTERM=dumb`,
    ],
  ],
  ['weak password', () => [joined('hunt', 'er2'), (s) => `login with password: ${s}`]],
  ['password in JSON', (f) => [f.word(14), (s) => `{"user":"shop","password":"${s}","port":5432}`]],
  [
    'password with quotes in JSON',
    (f) => [joined(f.alnum(6), '\\"', f.alnum(6)), (s) => `{"password":"${s}","x":1}`],
  ],
  [
    'password in JSON within JSON',
    (f) => [
      f.word(14),
      (s) => JSON.stringify({ message: JSON.stringify({ password: s, retry: 3 }) }),
    ],
  ],
  [
    'password in YAML',
    (f) => [f.word(14), (s) => `database:\n  host: db\n  password: ${s}\n  pool: 10`],
  ],
  [
    'block of YAML',
    (f) => [
      [f.word(24), f.word(24)],
      (s) => `smtp:\n  password: |\n    ${s}\n    ${s}\n  host: mail`,
    ],
  ],
  ['password in TOML', (f) => [f.word(14), (s) => `[database]\npassword = "${s}"`]],
  ['password in an ini file', (f) => [f.word(14), (s) => `[client]\nuser = shop\npassword = ${s}`]],
  ['password in properties', (f) => [f.word(14), (s) => `spring.datasource.password=${s}`]],
  [
    'password in XML',
    (f) => [f.word(14), (s) => `<server><username>ci</username><password>${s}</password></server>`],
  ],
  [
    'password in an attribute',
    (f) => [f.word(14), (s) => `<add name="Shop" user="sa" password="${s}" />`],
  ],
  ['password in code', (f) => [f.word(14), (s) => `config["password"] = '${s}'`]],
  [
    'password in a query',
    (f) => [f.word(14), (s) => `POST /login?user=bob&password=${s}&next=/ 302`],
  ],
  [
    'password in an encoded query',
    (f) => [f.word(14), (s) => `next=%2Flogin%3Fuser%3Dbob%26password%3D${s}%26x%3D1`],
  ],
  [
    'environment of a container',
    (f) => [
      f.word(14),
      (s) =>
        `        "Env": [\n            "REDIS_PASSWORD=${s}",\n            "PATH=/usr/bin"\n        ]`,
    ],
  ],
  [
    'environment of a pod',
    (f) => [
      f.word(14),
      (s) => `    - name: DB_PASSWORD\n      value: ${s}\n    - name: PORT\n      value: "80"`,
    ],
  ],
  [
    'environment of a task',
    (f) => [
      f.word(14),
      (s) => `[{"name":"API_TOKEN","value":"${s}"},{"name":"PORT","value":"80"}]`,
    ],
  ],
  [
    'secret of Kubernetes',
    (f) => [b64(f.word(18)), (s) => `apiVersion: v1\nkind: Secret\ndata:\n  password: ${s}`],
  ],
  [
    'table of Vault',
    (f) => [
      f.word(18),
      (s) => `Key         Value\n---         -----\npassword    ${s}\nuser        shop`,
    ],
  ],
  ['table with bars', (f) => [f.word(18), (s) => `| Field    | Value |\n| password | ${s} |`]],
  ['AWS secret by name', (f) => [f.base64(40), (s) => `aws_secret_access_key = ${s}`]],
  ['AWS secret in JSON', (f) => [f.base64(40), (s) => `"SecretAccessKey": "${s}",`]],
  ['AWS session token', (f) => [f.base64(200), (s) => `AWS_SESSION_TOKEN=${s}`]],
  [
    'Azure storage key',
    (f) => [
      joined(f.base64(86), '=='),
      (s) =>
        `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${s};EndpointSuffix=core.windows.net`,
    ],
  ],
  [
    'Azure shared access signature',
    (f) => [
      joined(f.alnum(42), '%2B', f.alnum(2), '%3D'),
      (s) => `https://shop.blob.core.windows.net/b/k?sv=2024-11-04&sr=b&sp=r&sig=${s}`,
    ],
  ],
  [
    'Azure service bus',
    (f) => [
      joined(f.base64(43), '='),
      (s) =>
        `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${s}`,
    ],
  ],
  [
    'SQL Server connection string',
    (f) => [
      f.word(14),
      (s) => `Server=tcp:db,1433;Database=shop;User Id=sa;Password=${s};Encrypt=true`,
    ],
  ],
  [
    'connection string with Pwd',
    (f) => [f.word(14), (s) => `Driver={MySQL};Server=db;Uid=shop;Pwd=${s};`],
  ],
  [
    'JDBC address',
    (f) => [f.word(14), (s) => `jdbc:postgresql://db:5432/shop?user=shop&password=${s}&ssl=true`],
  ],
  [
    'libpq words',
    (f) => [
      f.word(14),
      (s) => `host=db port=5432 dbname=shop user=shop password=${s} sslmode=require`,
    ],
  ],
  [
    'PostgreSQL address',
    (f) => [f.word(14), (s) => `connecting to postgres://shop:${s}@db.internal:5432/shop`],
  ],
  ['MySQL address', (f) => [f.word(14), (s) => `mysql://root:${s}@127.0.0.1/shop`]],
  [
    'MongoDB address',
    (f) => [f.word(14), (s) => `mongodb+srv://shop:${s}@cluster0.example.net/?retryWrites=true`],
  ],
  ['Redis address without a user', (f) => [f.word(14), (s) => `redis://:${s}@cache:6379/0`]],
  ['AMQP address', (f) => [f.word(14), (s) => `amqps://shop:${s}@mq.internal:5671/%2Fshop`]],
  [
    'SMTP address',
    (f) => [
      joined(f.alnum(5), '%40', f.alnum(5)),
      (s) => `smtp://mailer%40shop.example:${s}@smtp.example:587`,
    ],
  ],
  [
    'address of a git remote',
    (f) => [f.word(20), (s) => `origin  https://deploy:${s}@git.example/shop.git (fetch)`],
  ],
  [
    'token as the user of an address',
    (f) => [f.alnum(40), (s) => `https://${s}@git.example/shop.git`],
  ],
  [
    'address of any scheme',
    (f) => [f.word(14), (s) => `ldap+tls://cn=admin:${s}@ldap.internal:636`],
  ],
  [
    'address in an address',
    (f) => [f.word(14), (s) => `?target=postgres%3A%2F%2Fshop%3A${s}%40db%2Fshop`],
  ],
  [
    'data source of Go',
    (f) => [f.word(14), (s) => `dsn shop:${s}@tcp(db:3306)/shop?parseTime=true`],
  ],
  ['Bearer header', (f) => [f.word(24), (s) => `> Authorization: Bearer ${s}`]],
  ['short Bearer header', (f) => [f.word(6), (s) => `-H 'authorization: bearer ${s}'`]],
  ['Basic header', (f) => [b64(`bob:${f.word(10)}`), (s) => `Authorization: Basic ${s}`]],
  [
    'Basic without a header',
    (f) => [b64(`bob:${f.word(10)}`), (s) => `sent Basic ${s} to the proxy`],
  ],
  [
    'header in JSON',
    (f) => [f.word(24), (s) => `{"headers":{"Authorization":"Bearer ${s}","accept":"*/*"}}`],
  ],
  ['header of PagerDuty', (f) => [f.word(20), (s) => `Authorization: Token token=${s}`]],
  ['header of GitLab', (f) => [f.word(20), (s) => `PRIVATE-TOKEN: ${s}`]],
  ['header with an API key', (f) => [f.alnum(32), (s) => `X-Api-Key: ${s}`]],
  ['header of Datadog', (f) => [f.hex(32), (s) => `DD-API-KEY: ${s}`]],
  [
    'Digest header',
    (f) => [f.hex(32), (s) => `Authorization: Digest username="bob", realm="x", response=${s}`],
  ],
  [
    'cookies',
    (f) => [[f.word(24), f.hex(32)], (s) => `Cookie: session=${s}; theme=dark; csrftoken=${s}`],
  ],
  ['set cookie', (f) => [f.word(24), (s) => `< Set-Cookie: sid=${s}; Path=/; HttpOnly`]],
  ['session by its name', (f) => [f.hex(32), (s) => `GET /shop;JSESSIONID=${s} 200`]],
  [
    'netrc on one line',
    (f) => [f.word(14), (s) => `machine git.example login deploy password ${s}`],
  ],
  [
    'netrc on more lines',
    (f) => [
      f.word(14),
      (s) => `machine git.example\n  login deploy\n  password ${s}\nmachine other`,
    ],
  ],
  ['pgpass', (f) => [f.word(14), (s) => `# hosts\ndb.internal:5432:shop:shop:${s}\n`]],
  ['htpasswd', (f) => [joined('$ap', 'r1$', f.alnum(8), '$', f.alnum(22)), (s) => `bob:${s}`]],
  ['bcrypt', (f) => [joined('$2', 'y$10$', f.alnum(53)), (s) => `alice:${s}`]],
  [
    'shadow',
    (f) => [
      joined('$', '6$', f.alnum(16), '$', f.alnum(86)),
      (s) => `root:${s}:19000:0:99999:7:::`,
    ],
  ],
  [
    'argon2',
    (f) => [joined('$argon', '2id$v=19$m=65536,t=3,p=4$', f.base64(22), '$', f.base64(43))],
  ],
  [
    'hash of Django',
    (f) => [joined('pbkdf2', '_sha256$600000$', f.alnum(22), '$', f.base64(43), '=')],
  ],
  ['flag with a blank', (f) => [f.word(12), (s) => `$ deploy --user bob --password ${s} --force`]],
  ['flag with a sign', (f) => [f.word(12), (s) => `+ vault login --token=${s}`]],
  ['flag in a list of words', (f) => [f.word(12), (s) => `["deploy","--api-key","${s}","--now"]`]],
  ['mysql -p', (f) => [f.word(12), (s) => `mysqldump -h db -u root -p${s} shop`]],
  ['sshpass', (f) => [f.word(12), (s) => `sshpass -p ${s} ssh root@db`]],
  ['redis-cli -a', (f) => [f.word(12), (s) => `redis-cli -h cache -a ${s} ping`]],
  ['docker login -p', (f) => [f.word(12), (s) => `docker login -u ci -p ${s} registry.example`]],
  ['curl -u', (f) => [f.word(12), (s) => `curl -sS -u bob:${s} https://shop.example/`]],
  ['PGPASSWORD', (f) => [f.word(12), (s) => `PGPASSWORD=${s} psql -h db shop`]],
  ['MYSQL_PWD', (f) => [f.word(12), (s) => `export MYSQL_PWD='${s}'`]],
  [
    'openssl -passin',
    (f) => [f.word(12), (s) => `openssl rsa -in a.pem -passin pass:${s} -out b.pem`],
  ],
  ['ldapsearch -w', (f) => [f.word(12), (s) => `ldapsearch -x -D cn=admin -w ${s} -b dc=shop`]],
  ['requirepass', (f) => [f.word(14), (s) => `requirepass ${s}`]],
  ['password of a role', (f) => [f.word(14), (s) => `ALTER ROLE shop WITH LOGIN PASSWORD '${s}';`]],
  ['identified by', (f) => [f.word(14), (s) => `CREATE USER 'shop'@'%' IDENTIFIED BY '${s}';`]],
  ['rabbitmqctl', (f) => [f.word(14), (s) => `rabbitmqctl change_password shop ${s}`]],
  ['API key by its name', (f) => [f.hex(32), (s) => `api_key: ${s}`]],
  [
    'client secret',
    (f) => [f.word(32), (s) => `client_id=shop&client_secret=${s}&grant_type=client_credentials`],
  ],
  ['access token in a query', (f) => [f.alnum(32), (s) => `GET /feed?access_token=${s}&page=2`]],
  [
    'refresh token in JSON',
    (f) => [f.word(32), (s) => `{"token_type":"Bearer","refresh_token":"${s}","expires_in":3600}`],
  ],
  ['token in YAML', (f) => [f.word(32), (s) => `    user:\n      token: ${s}`]],
  ['random key', (f) => [f.alnum(32), (s) => `deploy key: ${s}`]],
  ['signing key', (f) => [f.hex(64), (s) => `SESSION_SIGNING_KEY=${s}`]],
  ['PagerDuty routing key', (f) => [f.hex(32), (s) => `"routing_key": "${s}",`]],
  ['Heroku key by its name', (f) => [f.uuid(), (s) => `HEROKU_API_KEY=${s}`]],
  ['Cloudflare key by its name', (f) => [f.hex(37), (s) => `export CLOUDFLARE_API_KEY=${s}`]],
  [
    'registry of Docker',
    (f) => [b64(`ci:${f.word(14)}`), (s) => `{"auths":{"registry.example":{"auth":"${s}"}}}`],
  ],
  [
    'one-time secret',
    (f) => [f.base32(32), (s) => `otpauth://totp/Shop:bob?secret=${s}&issuer=Shop`],
  ],
  ['WireGuard key', (f) => [joined(f.base64(43), '='), (s) => `[Interface]\nPrivateKey = ${s}`]],
  [
    'seed phrase',
    () => [joined('abandon ability able ', 'about above absent'), (s) => `mnemonic: "${s}"`],
  ],
  ['base64 of a leak', (f) => [b64(`export DB_PASSWORD=${f.word(18)}`), (s) => `user-data: ${s}`]],
  ['base64 of a token', (f) => [b64(joined('gh', 'p_', f.alnum(36))), (s) => `  GITHUB: ${s}`]],
];

/** Keys in blocks, each line of which would be enough. */
const blocks: Row[] = [
  ...[
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ].map((kind): Row => [kind, (f) => [[f.base64(64), f.base64(64), f.base64(30)], (s) => s]]),
];

/** Every leak, made up and the same each time. */
export function leaks(): Leak[] {
  const rows = [...tokens, ...placed].map(([name, make], index) => {
    const [made, text = (secret: string) => `got ${secret} from the store`] = make(
      fakes(index + 1),
    );
    const secrets = [made].flat();
    let next = 0;
    // A text with more than one place takes one secret after the other.
    return {
      name,
      secrets,
      text:
        secrets.length === 1
          ? text(secrets[0] ?? '')
          : text('\u0000').replaceAll('\u0000', () => secrets[next++] ?? ''),
    };
  });
  return [...rows, ...blocks.map(block), ...more()];
}

function block([name, make]: Row, index: number): Leak {
  const [made] = make(fakes(900 + index));
  const secrets = [made].flat();
  return { name, secrets, text: `cat key.pem\n${pem(name, secrets)}\ndone` };
}

function pem(kind: string, lines: string[]): string {
  const edge = (word: string) => joined('-----', word, ' ', kind, '-----');
  return [edge('BEGIN'), ...lines, edge('END')].join('\n');
}

function more(): Leak[] {
  const f = fakes(999);
  const lines = [f.base64(64), f.base64(64)];
  const key = pem('PRIVATE KEY', lines);
  const putty = [f.base64(64), f.base64(64)];
  const inBase64 = b64(`${key}\n`);
  return [
    {
      name: 'Google service account',
      secrets: lines,
      text: JSON.stringify({
        type: 'service_account',
        private_key_id: f.hex(40),
        private_key: `${key}\n`,
        client_email: 'a@b.iam.gserviceaccount.com',
      }),
    },
    {
      name: 'key of a kubeconfig',
      secrets: [inBase64.slice(0, 60), inBase64.slice(60, 120)],
      text: `    client-certificate-data: ${b64('-----BEGIN CERTIFICATE-----')}\n    client-key-data: ${inBase64}`,
    },
    {
      name: 'PuTTY key',
      secrets: putty,
      text: `PuTTY-User-Key-File-3: ssh-ed25519\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 2\n${putty.join('\n')}\nPrivate-MAC: ${f.hex(64)}`,
    },
    {
      name: 'private key in an escaped string',
      secrets: lines,
      text: `{"log":"key is ${key.replaceAll('\n', '\\n')}\\n"}`,
    },
  ];
}
