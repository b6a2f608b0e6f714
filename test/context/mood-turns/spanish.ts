import { labelled } from './labelled-turn.ts';

export const spanish = labelled({
  negative: `
    Llevo tres semanas esperando mi pedido, es una vergüenza.
    El jarrón llegó completamente roto.
    Estoy muy decepcionada con su servicio.
    ¡Me cobraron dos veces y nadie responde!
    Es la peor atención al cliente que he tenido.
    Es la tercera vez que escribo por lo mismo.
    Esto es inaceptable, voy a cancelar mi contrato.
    La aplicación falla todo el tiempo.
    No estoy nada contento.
    ¿Por qué nadie me devuelve la llamada?
    El repartidor fue muy grosero y tiró el paquete.
    La calidad es mala y no me queda bien.
    ¡Estoy furiosa, la boda es mañana!
    Qué pérdida de tiempo.
    Otra vez me enviaron la talla equivocada.
    Horrible experiencia, nunca más.
    La calefacción sigue sin funcionar y hace mucho frío.
    Estoy harto de que me pasen de una persona a otra.
    Tenía que llegar el lunes y hoy es viernes 😡
    Quiero poner una queja por el mal trato.
  `,
  neutral: `
    ¿Me puede decir cuándo llega mi pedido?
    Quisiera cambiar la dirección de entrega por favor.
    ¿Cuál es el horario de los sábados?
    Mi número de pedido es 4711-0815.
    Buenos días, tengo una pregunta sobre mi factura.
    ¿Hacen envíos a Portugal?
    Por favor envíen el recibo a mi correo electrónico.
    Es el azul en talla 42.
    ¿Cómo puedo restablecer mi contraseña?
    Sí, mañana entre las diez y las doce es posible.
    ¿Tienen esta chaqueta en verde?
    Hice el pedido el 3 de marzo y pagué con tarjeta.
    ¿Puedo anular el segundo artículo y dejar el primero?
    ¿Con quién hablo sobre una cuenta de empresa?
    Ok
  `,
  positive: `
    ¡Muchas gracias, qué rápido!
    Perfecto, ahora funciona.
    Excelente servicio, se lo contaré a mis amigos.
    Me encanta el nuevo sofá, es precioso.
    Gracias, me ha ayudado mucho.
    Genial, con eso quedó resuelto.
    Estupendo, el reemplazo llegó esta mañana.
    Estoy muy contenta con el resultado.
    Maravilloso, ¡gracias Samuel!
    El equipo fue amable y paciente, felicidades.
    Qué bonito 😍
    Muy amable, se lo agradezco.
    Me salvaron el día, mil gracias.
    No hay problema, todo está bien ahora, gracias.
    Buen trabajo, mucho mejor que el año pasado.
  `,
});
