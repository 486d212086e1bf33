import { families } from '../classify/families/index.ts';

const more = `
  ansible ansible-playbook awk az bash brew bundle cargo cat cd chef-client composer conda consul curl
  cypher-shell date ddev dig dotnet dropdb echo env eval expr fab find flask fly flyctl gcc gem gh glab go
  gradle gpg gunicorn heroku http https influx java journalctl k3s k9s kcat kind kubectx kubens kustomize
  ldapsearch locust logger make mailq mariadb memray minikube mongo mongosh mosh mtail mvn mysql mysqladmin
  nano netcat newrelic nft nice nmap node nohup nomad npx nsenter oc openssl packer patronictl perl
  pg_dumpall php pipenv poetry postqueue pre-commit printenv psql puppet py-spy pytest python python2
  python3 rails rake rclone redis-benchmark redis-server ruby rundeck salt scp sed sftp sh skaffold sqlite3
  ssh ssh-add ssh-keygen stern strace streamlit su sudo talosctl tcpdump telnet time timeout tmux tsh ufw
  uv uvicorn vagrant vault velero vi vim vimdiff virtctl virsh watch wget winrm xargs yq zsh gds govuk-docker
  kadmin kinit argocd flux istioctl cilium calicoctl crictl ctr nerdctl podman buildah skopeo cmctl
  oras cosign kubeadm etcdctl rancher eksctl doctl linode-cli hcloud ceph rbd rados zpool zfs lvs vgs pvs
  mdadm smartctl nvme ethtool nmcli resolvectl hostnamectl localectl loginctl coredumpctl apachectl varnishadm
  varnishlog varnishstat memcached-tool nodetool cqlsh kafka-consumer-groups kafka-console-consumer zkCli.sh
  pgbackrest barman wal-g repmgr pgbench clickhouse-client beam rabbitmqadmin celery flower sidekiq puma
  tctl temporal airflow dbt spark-submit hdfs yarn hive docker-optimizer py3clean pyenv nvm fnm deno bun tsx
  cf bosh uaac credhub cmctl cosign sops step kustomize kubeconform skopeo nerdctl microk8s kind k3d pulumi cdk
  openstack salt-run salt-call ansible-vault ansible-inventory ansible-galaxy restic borg s3cmd s5cmd mc minio
  doveadm doveconf postconf postsuper postcat postmap qshape exim exiqgrep rspamc rspamadm swaks
  mysqlcheck mysqlpump xtrabackup pt-table-checksum pt-online-schema-change mongostat mongotop pg_lsclusters
  pg_controldata pg_rewind pg_basebackup pgbouncer vtctldclient vtctl vtctlclient thanos mimirtool cortextool
  logcli tempo-cli loki otelcol jenkins-cli circleci buildkite-agent act drone tkn woodpecker-cli
  kafka-topics.sh kafka-configs.sh kafka-consumer-groups.sh kafka-console-consumer.sh kafkacat zkServer.sh
  rabbitmq-diagnostics rabbitmq-plugins rabbitmq-queues elasticsearch-node curator influxd cockroach tikv-ctl
  tiup pd-ctl scylla sstabletool chronyc ntpq timedatectl sestatus getenforce setenforce ausearch semanage
  firewall-cmd ipset conntrack tc bridge nft networkctl iwconfig rndc named-checkconf unbound-control drill
  ipmitool nvidia-smi lspci lsusb dmidecode dmsetup multipath iscsiadm xfs_repair fsck e2fsck tune2fs resize2fs
  lvextend pvresize growpart systemd-analyze snap flatpak keytool klist smbclient pm2 forever hdfs kinit
  gitlab-rake gitlab-rails gitlab-psql gitlab-redis-cli chown install jmap jstack jcmd jstat
`;

const names = new Set([
  ...families.flatMap((family) => family.programs),
  ...more.trim().split(/\s+/),
]);

/** Names of programs that are English words too: alone they prove nothing outside a fence. */
const english = new Set(
  'time step act kind curator drone snap forever bridge drill mount users arch sensors expand last more less make find watch host test install split join sort type who which salt service file head tail kill cut date route screen puppet go node top flower beam temporal hive man rev paste link flux tree fly column true false echo seq id w [ sleep locale groups comm'.split(
    ' ',
  ),
);

export function isProgram(name: string): boolean {
  return names.has(name);
}

export function isEnglish(name: string): boolean {
  return english.has(name);
}
