import type { Family, Row } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

export const network: Family[] = [
  ...[
    'netstat',
    'nslookup',
    'host',
    'traceroute',
    'traceroute6',
    'tracepath',
    'whois',
    'ping',
    'ping6',
    'fping',
  ].map((program) => tool(program, [reads('', 'looks at the network', `${program} -n a`)])),
  tool('dig', [reads('', 'asks the name server', 'dig example.org', { lacks: ['-f', '-k'] })]),
  tool('drill', [
    reads('', 'asks the name server', 'drill example.org', { lacks: ['-w', '-q', '-f', '-c'] }),
  ]),
  tool('mtr', [reads('', 'traces a route', 'mtr -r example.org')]),
  tool('ss', [
    reads('', 'lists connections', 'ss -tlnp', { lacks: ['-K', '--kill', '-D', '--diag'] }),
  ]),
  tool('nc', [
    reads('', 'tests a port', 'nc -zv db 5432', {
      has: ['-z'],
      lacks: ['-e', '-c', '-l', '--exec', '--sh-exec'],
    }),
  ]),
  {
    programs: ['ip'],
    valued: ['-n', '-netns'],
    alone: ['-4', '-6', '-s', '-br', '-brief', '-c', '-d', '-j', '-o'],
    rows: [
      reads(
        'addr|address|a|link|l|route|r|ro|neigh|n|rule|maddr|netns show|list|ls|get',
        'shows the network',
        'ip addr show',
      ),
      reads('addr|address|a|link|l|route|r|ro|neigh|n|rule', 'shows the network', 'ip a', {
        most: 0,
      }),
    ],
  },
  tool('ifconfig', [
    reads('', 'shows the network', 'ifconfig', { most: 1, only: ['-a', '-s', '-v'] }),
  ]),
  tool('arp', [reads('', 'shows neighbours', 'arp -an', { lacks: ['-d', '-s', '-f'], most: 1 })]),
  tool('route', [reads('', 'shows routes', 'route -n', { most: 0 })]),
  tool('iptables', [
    reads('', 'lists rules', 'iptables -L -n', {
      has: ['-L', '-S', '--list', '--list-rules'],
      lacks: [
        '-A',
        '-D',
        '-I',
        '-F',
        '-P',
        '-R',
        '-X',
        '-Z',
        '-N',
        '-E',
        '-M',
        '--zero',
        '--append',
        '--delete',
        '--insert',
        '--flush',
        '--policy',
        '--replace',
        '--delete-chain',
        '--new-chain',
        '--rename-chain',
      ],
    }),
    destroys('', 'removes rules', 'iptables -F', { has: ['-F', '-X', '--flush'] }),
    changes('', 'changes rules', 'iptables -A INPUT -j DROP'),
  ]),
  {
    programs: ['openssl'],
    rows: [
      reads('rand|passwd', 'prints something made up', 'openssl rand -hex 32', {
        only: ['-hex', '-base64', '-6', '-1', '-5', '-salt'],
      }),
      reads('dgst|sha256|sha1|md5', 'computes a sum', 'openssl sha256 a', {
        only: ['-sha256', '-sha512', '-sha1', '-md5', '-r', '-hex', '-binary'],
      }),
      reads(
        'req|rsa|ec|pkey|pkcs12|pkcs7|asn1parse',
        'looks at a file',
        'openssl req -in a.csr -noout -text',
        {
          only: [
            '-in',
            '-noout',
            '-text',
            '-inform',
            '-subject',
            '-verify',
            '-check',
            '-modulus',
            '-pubkey',
            '-info',
            '-nokeys',
            '-clcerts',
            '-passin',
            '-print_certs',
            '-i',
          ],
          reveals: true,
        },
      ),
      reads(
        'x509|verify|s_client|crl|version|ciphers',
        'looks at a certificate',
        'openssl x509 -in a.crt -noout -dates',
        {
          lacks: [
            '-out',
            '-signkey',
            '-key',
            '-CA',
            '-req',
            '-CAkey',
            '-CAserial',
            '-CAcreateserial',
            '-sess_out',
            '-keylogfile',
            '-msgfile',
            '-writerand',
            '-engine',
            '-force_pubkey',
            '-provider',
            '-provider-path',
          ],
        },
      ),
    ],
  },
  tool('tcpdump', [
    reads('', 'reads a capture', 'tcpdump -nr a.pcap', {
      has: ['-r'],
      lacks: ['-w', '-z', '-W', '-G', '-C'],
    }),
    changes('', 'captures traffic', 'tcpdump -i eth0 -w a.pcap'),
  ]),
];

function tool(program: string, rows: Row[]): Family {
  return { programs: [program], rows };
}
