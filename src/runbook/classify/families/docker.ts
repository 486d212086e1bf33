import type { Family, Row } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

export const docker: Family = {
  programs: ['docker', 'podman', 'nerdctl'],
  valued: ['-H', '--host', '--context', '-c', '--config', '-l', '--log-level'],
  alone: ['-D', '--debug', '--tls'],
  rows: [
    reads('ps', 'lists containers', 'docker ps -a'),
    reads('images|version|info', 'shows what is installed', 'docker info'),
    reads('logs|top|port|diff|stats|history', 'shows a container', 'docker logs web'),
    reads('inspect', 'shows a container with its environment', 'docker inspect web', {
      reveals: true,
    }),
    reads(
      'container ls|list|ps|logs|top|port|diff|stats',
      'shows containers',
      'docker container ls',
    ),
    reads('container inspect', 'shows a container', 'docker container inspect a', {
      reveals: true,
    }),
    reads('image ls|list|inspect|history', 'shows images', 'docker image ls'),
    reads('manifest inspect', 'shows an image', 'docker manifest inspect web:1'),
    reads('volume ls|list|inspect', 'shows volumes', 'docker volume ls'),
    reads('network ls|list|inspect', 'shows networks', 'docker network inspect bridge'),
    reads('system df|info|events', 'shows disk use', 'docker system df'),
    reads('events|search', 'shows what happens', 'docker events --since 1h'),
    reads('context ls|show|inspect', 'shows contexts', 'docker context ls'),
    reads('service ls|ps|logs|inspect', 'shows services', 'docker service ps web'),
    reads('node ls|ps|inspect', 'shows nodes', 'docker node ls'),
    reads('stack ls|ps|services', 'shows stacks', 'docker stack services app'),
    reads('plugin|config|secret ls|list|inspect', 'shows what is there', 'docker config ls'),
    reads('buildx ls|inspect|du|version', 'shows builders', 'docker buildx ls', {
      lacks: ['--bootstrap'],
    }),
    reads('pod ps|ls|inspect|logs|stats|top', 'shows pods', 'podman pod ps'),
    ...composeRows('compose ', 'docker compose '),
    destroys(
      'system|volume|image|container|network|builder prune',
      'removes what is unused',
      'docker system prune -f',
    ),
    destroys('volume rm|remove', 'removes a volume with its data', 'docker volume rm data'),
    destroys('rm|rmi', 'removes a container or image', 'docker rm -f web'),
    destroys(
      'container|image|network|stack|service|secret|config|node rm|remove',
      'removes it',
      'docker stack rm app',
    ),
    destroys('swarm leave', 'leaves the cluster', 'docker swarm leave --force'),
    changes(
      'restart|start|stop|pause|unpause|kill|update',
      'changes a running container',
      'docker restart web',
    ),
    changes(
      'run|build|pull|push|tag|cp|create|login',
      'makes or moves something',
      'docker run --rm alpine',
    ),
  ],
};

export const compose: Family = {
  programs: ['docker-compose'],
  valued: [
    '-f',
    '--file',
    '-p',
    '--project-name',
    '--profile',
    '--env-file',
    '--project-directory',
  ],
  alone: ['--compatibility', '--verbose', '--no-ansi'],
  rows: composeRows('', 'docker-compose '),
};

/** `docker compose` and `docker-compose` share their sub-commands. */
function composeRows(prefix: string, call: string): Row[] {
  return [
    reads(
      `${prefix}ps|logs|top|images|ls|version|port|events|stats|volumes`,
      'shows services',
      `${call}ps`,
    ),
    reads(`${prefix}config`, 'prints the merged file', `${call}config`, {
      reveals: true,
      lacks: ['-o', '--output', '--lock-image-digests'],
    }),
    destroys(`${prefix}down`, 'removes volumes or images too', `${call}down -v`, {
      has: ['-v', '--volumes', '--rmi'],
    }),
    destroys(`${prefix}rm`, 'removes containers', `${call}rm -f web`),
    destroys(`${prefix}kill`, 'kills every service at once', `${call}kill`, { most: 0 }),
    changes(
      `${prefix}up|down|start|stop|restart|pause|unpause|kill`,
      'changes running services',
      `${call}restart web`,
    ),
    changes(`${prefix}pull|build|create|run|scale|cp`, 'makes or moves something', `${call}pull`),
  ];
}
