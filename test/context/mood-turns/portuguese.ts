import { labelled } from './labelled-turn.ts';

export const portuguese = labelled({
  negative: `
    Estou esperando minha encomenda há três semanas, é um absurdo.
    O vaso chegou completamente quebrado.
    Estou muito decepcionada com o atendimento.
    Vocês me cobraram duas vezes e ninguém responde!
    É o pior atendimento que já tive.
    É a terceira vez que escrevo sobre isso.
    Isso é inaceitável, vou cancelar meu contrato.
    O aplicativo trava o tempo todo.
    Não estou nada satisfeito.
    Por que ninguém me liga de volta??
    O entregador foi muito grosseiro e jogou a caixa.
    A qualidade é ruim e não serve.
    Estou furiosa, o casamento é amanhã!
    Que perda de tempo.
    De novo mandaram o tamanho errado.
    Péssima experiência, nunca mais.
    O aquecedor ainda não funciona e está muito frio.
    Estou cansado de ser transferido de um lado para o outro.
    Era para chegar na segunda e hoje é sexta 😡
    Quero fazer uma reclamação, fui mal atendido.
  `,
  neutral: `
    Pode me dizer quando chega o meu pedido?
    Gostaria de mudar o endereço de entrega por favor.
    Qual é o horário de vocês no sábado?
    O número do meu pedido é 4711-0815.
    Bom dia, tenho uma pergunta sobre a minha fatura.
    Vocês entregam em Portugal?
    Por favor enviem o recibo para o meu e-mail.
    É o azul no tamanho 42.
    Como faço para redefinir a minha senha?
    Sim, amanhã entre dez e meio-dia é possível.
    Vocês têm esta jaqueta em verde?
    Fiz o pedido no dia 3 de março e paguei com cartão.
    Posso cancelar o segundo item e manter o primeiro?
    Com quem falo sobre uma conta de empresa?
    Ok
  `,
  positive: `
    Muito obrigada, foi bem rápido!
    Perfeito, agora funciona.
    Excelente atendimento, vou contar para os meus amigos.
    Adorei o sofá novo, ficou lindo.
    Obrigado, você me ajudou muito.
    Ótimo, isso resolveu.
    Maravilha, o produto novo chegou hoje de manhã.
    Estou muito feliz com o resultado.
    Que maravilhoso, obrigada Samuel!
    A equipe foi gentil e paciente, parabéns.
    Que legal 😍
    Muito gentil da sua parte, agradeço.
    Vocês salvaram o meu dia, valeu mesmo.
    Sem problemas, está tudo certo agora, obrigado.
    Bom trabalho, bem melhor que no ano passado.
  `,
});
