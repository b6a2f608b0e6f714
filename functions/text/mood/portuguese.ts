import { valences } from './valences.ts';

export const portuguese = valences(
  {
    '-4': `ladrões roubo golpista*
      absurd* vergonh* inaceitáv* golpe fraude* escândal* inadmissív* indignad*`,
    '-3': `porco porcaria arrependo advogado inútil* patétic* lixo triste* mentira* mentir* incompetent* nojo nojent* palhaçada
      decepcion* furios* irritad* raiva horrív* péssim* pior piores terrív* cansado_de cansada_de nunca_mais
      perda_de_tempo grosseir* mal_educad* ridícul* lamentáv* desastr* revoltad* frustr* chatead* insuportáv*
      descontent*`,
    '-2': `chorou demais_tarde tarde_demais atras* não_chegou não_veio não_resolv* à_toa esperava_mais caiu cheira estragad* lento lenta vazand*
      quebrad* defeituos* danificad* ninguém_responde ninguém_me ninguém_liga ruim ruins mal cobraram_duas duas_vezes
      trava travando terceira_vez quarta_vez de_novo ainda_não errad* queixa* reclam* perdid* não_funciona não_serve
      sem_resposta insatisfeit*`,
    '-1': 'infelizmente',
    '1': 'tranquilo',
    '2': `alívio aliviad* resolvido serviu eficient* confiáv* agradáv* atencios*
      obrigado obrigada content* satisfeit* feliz felizes rápid* gentil* simpátic* paciente* útil* ajudou resolv*
      funciona tudo_certo bem_melhor melhor agradeç* grat* valeu bom_trabalho legal`,
    '3': `melhor_atendimento show magnífic* sensacional*
      perfeit* excelente* ótim* maravilh* ador* lind* fantástic* parabéns muito_obrigad* salvaram_o
      impecáv*`,
    '0': 'bom_dia muito_bem',
  },
  'não nunca jamais sem nem nada nenhum nenhuma tampouco',
);
