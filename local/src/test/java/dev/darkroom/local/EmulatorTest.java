package dev.darkroom.local;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.aws.DynamoGate;
import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.aws.S3Media;
import dev.darkroom.aws.S3Uploads;
import dev.darkroom.aws.StatesFlow;
import dev.darkroom.media.Media;
import dev.darkroom.media.MediaContract;
import dev.darkroom.media.Uploads;
import dev.darkroom.media.UploadsContract;
import dev.darkroom.task.Flow;
import dev.darkroom.task.FlowContract;
import dev.darkroom.task.GateContract;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.TasksContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The ports' contracts, as they are, on LocalStack or on whatever {@code -Daws.endpoint} names: see {@link Emulator}. */
class EmulatorTest {

    /** A table of its own for each that asks, gone when the tests are. */
    private static final class Tables extends Emulator implements AfterAllCallback {
        private final List<String> names = new ArrayList<>();
        private DynamoDbClient client;

        Tables() {
            super("DYNAMODB");
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            super.beforeAll(context);
            client = clients().dynamo();
        }

        String open() {
            var name = newName();
            LocalTable.create(client, name);
            client.waiter().waitUntilTableExists(describe -> describe.tableName(name));
            names.add(name);
            return name;
        }

        @Override
        public void afterAll(ExtensionContext context) {
            names.forEach(name -> client.deleteTable(delete -> delete.tableName(name)));
            client.close();
        }
    }

    @Nested
    class OfTasks extends TasksContract {
        @RegisterExtension
        static final Tables TABLES = new Tables();

        @Override
        protected Tasks tasks() {
            return new DynamoTasks(TABLES.client, TABLES.open());
        }
    }

    @Nested
    class OfTheGate extends GateContract {
        @RegisterExtension
        static final Tables TABLES = new Tables();

        @Override
        protected Gate gate(RateSlots slots) {
            return new DynamoGate(TABLES.client, TABLES.open(), slots);
        }
    }

    /** A bucket of its own, emptied and gone when the tests are. */
    private static final class Bucket extends Emulator implements AfterAllCallback {
        private final String name = newName();
        private S3Client client;
        private S3Presigner presigner;

        Bucket() {
            super("S3");
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            super.beforeAll(context);
            client = clients().s3();
            presigner = clients().presigner();
            client.createBucket(create -> create.bucket(name));
        }

        Optional<MediaContract.Served> served(String key) {
            return S3ForTests.served(client, name, key);
        }

        @Override
        public void afterAll(ExtensionContext context) {
            client.listObjectsV2Paginator(list -> list.bucket(name))
                    .contents()
                    .forEach(object ->
                            client.deleteObject(delete -> delete.bucket(name).key(object.key())));
            client.deleteBucket(delete -> delete.bucket(name));
            presigner.close();
            client.close();
        }
    }

    @Nested
    class OfMedia extends MediaContract {
        @RegisterExtension
        static final Bucket BUCKET = new Bucket();

        @Override
        protected Media media() {
            return new S3Media(BUCKET.client, BUCKET.name);
        }

        @Override
        protected Optional<Served> served(String key) {
            return BUCKET.served(key);
        }
    }

    @Nested
    class OfUploads extends UploadsContract {
        @RegisterExtension
        static final Bucket BUCKET = new Bucket();

        @Override
        protected Uploads uploads() {
            return new S3Uploads(BUCKET.client, BUCKET.presigner, BUCKET.name);
        }

        @Override
        protected int put(Uploads.Slot slot, byte[] bytes, Map<String, String> headers) {
            return S3ForTests.put(slot, bytes, headers);
        }

        @Override
        protected Optional<MediaContract.Served> served(String key) {
            return BUCKET.served(key);
        }
    }

    /** Its one wait is an activity: that hands out tokens to whoever asks, so that no function is needed. */
    @Nested
    class OfTheFlow extends FlowContract {
        @RegisterExtension
        static final Emulator AWS = new Emulator("STATES");

        private static final String ROLE = "arn:aws:iam::000000000000:role/darkroom-contract";
        private static final int MOST_LOOKS = 600;

        private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
        private static SfnClient client;
        private static String machine;
        private static String activity;
        private static ExecutionsSeen seen;

        @BeforeAll
        static void open() {
            client = AWS.clients().states();
            var name = AWS.newName();
            activity = client.createActivity(create -> create.name(name)).activityArn();
            var definition = String.format(Locale.ROOT, """
                    {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 300,
                      "Parameters": {"name.$": "$$.Execution.Name"}, "End": true}}}""", activity);
            machine = client.createStateMachine(create ->
                            create.name(name).definition(definition).roleArn(System.getProperty("aws.role", ROLE)))
                    .stateMachineArn();
            seen = new ExecutionsSeen(client, machine);
        }

        @AfterAll
        static void close() {
            if (client != null) {
                client.deleteStateMachine(delete -> delete.stateMachineArn(machine));
                client.deleteActivity(delete -> delete.activityArn(activity));
                client.close();
            }
        }

        @Override
        protected Flow flow() {
            return new StatesFlow(client, machine);
        }

        /** Other tests' executions wait in the same line. */
        @Override
        protected String token(String execution) {
            while (!TOKENS.containsKey(execution)) {
                var task = client.getActivityTask(get -> get.activityArn(activity));
                if (task.taskToken() == null) {
                    throw new AssertionError("nobody waits as " + execution);
                }
                TOKENS.put(task.input().replaceFirst(".*\"name\":\\s*\"([^\"]*)\".*", "$1"), task.taskToken());
            }
            return TOKENS.get(execution);
        }

        @Override
        protected String input(String execution) {
            return seen.input(execution);
        }

        @Override
        protected Ended ended(String execution) {
            for (var look = 0; look < MOST_LOOKS; look++) {
                var ended = seen.ended(execution);
                if (!ended.status().equals(ExecutionStatus.RUNNING.toString())) {
                    return ended;
                }
            }
            throw new AssertionError(execution + " still runs");
        }

        @Override
        protected Optional<String> takesFailuresTooLate() {
            return AWS.isLocalStack() ? Optional.of("LocalStack") : Optional.empty();
        }

        @Override
        protected int executions(String execution) {
            return seen.named(execution);
        }
    }
}
