package dev.darkroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * A handler as Lambda's Java runtime calls it: its input and output go through JSON, by the runtime's own serializers,
 * so that what cannot be read there cannot be read here either.
 */
final class HandlerLambda<I, O> implements Lambda {

    private final String name;
    private final RequestHandler<I, O> handler;
    private final PojoSerializer<I> input;
    private final PojoSerializer<O> output;
    private final IntSupplier millisLeft;

    private HandlerLambda(
            String name,
            RequestHandler<I, O> handler,
            PojoSerializer<I> input,
            PojoSerializer<O> output,
            IntSupplier millisLeft) {
        this.name = name;
        this.handler = handler;
        this.input = input;
        this.output = output;
        this.millisLeft = millisLeft;
    }

    /**
     * @param handler names its input and its output directly, as all of ours do
     * @param millisLeft what the function is told of how long it may still take, in milliseconds
     */
    static <I, O> Lambda of(String name, RequestHandler<I, O> handler, IntSupplier millisLeft) {
        var types = Arrays.stream(handler.getClass().getGenericInterfaces())
                .filter(type -> type instanceof ParameterizedType known && known.getRawType() == RequestHandler.class)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " does not say what it takes"));
        return new HandlerLambda<I, O>(name, handler, serializer(types[0]), serializer(types[1]), millisLeft);
    }

    /** The runtime's own choice (aws-lambda-java-runtime-interface-client, EventHandlerLoader). */
    @SuppressWarnings("unchecked")
    private static <T> PojoSerializer<T> serializer(Type type) {
        var event = type instanceof Class<?> known && LambdaEventSerializers.isLambdaSupportedEvent(known.getName());
        return (PojoSerializer<T>)
                (event
                        ? LambdaEventSerializers.serializerFor((Class<?>) type, HandlerLambda.class.getClassLoader())
                        : JacksonFactory.getInstance().getSerializer(type));
    }

    @Override
    public byte[] invoke(byte[] payload) throws FunctionError {
        try {
            var event = payload.length == 0 ? null : input.fromJson(new ByteArrayInputStream(payload));
            var answer = handler.handleRequest(event, context());
            var bytes = new ByteArrayOutputStream();
            output.toJson(answer, bytes);
            return bytes.toByteArray();
        } catch (RuntimeException | Error e) {
            throw new FunctionError(e.getClass().getName(), e.getMessage());
        }
    }

    private Context context() {
        return new LocalContext(name, UUID.randomUUID().toString(), millisLeft);
    }
}
